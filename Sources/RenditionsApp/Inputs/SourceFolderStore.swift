package import Renditions
internal import RenditionsFileSystem

/// The originals where they lie: a store to be read, over files that were found. `PlainFiles` says what their entity tags
/// are.
package final class SourceFolderStore: ObjectStore {
    private let paths: [ObjectKey: String]
    private let files: PlainFiles
    private let threads: BlockingThreads

    /// - Parameters:
    ///   - maximumBytes: larger files are not read; asked for, they give their size and no bytes.
    ///   - threads: that wait for the disk and work out digests, of this store alone.
    /// - Throws: `StoreError` with code `unavailable` when the system gives fewer threads.
    package init(_ files: [SourceFile], maximumBytes: Int, threads: Int = 4) throws {
        paths = Dictionary(files.map { ($0.key, $0.path) }) { first, _ in first }
        self.files = PlainFiles(maximumBytes: maximumBytes)
        self.threads = try BlockingThreads(count: max(1, threads))
    }

    package var capabilities: ObjectStoreCapabilities { [.ranges, .conditionalGet, .listing] }

    package func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        guard let path = paths[key] else { throw StoreError(.notFound, "There is no object under this key.") }
        try Task.checkCancellation()
        return try await threads.run { [files] in try files.object(atPath: path, under: key, options: options) }
    }

    package func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        throw StoreError(.unsupported, "Originals are only read.")
    }

    package func delete(_ key: ObjectKey) async throws {
        throw StoreError(.unsupported, "Originals are only read.")
    }

    package func page(_ request: ListRequest) async throws -> ObjectPage {
        try request.validate()
        let prefix = Array(request.prefix.utf8)
        let cursor = request.cursor.map { Array($0.utf8) }
        let rest = paths.keys.sorted().filter { key in
            key.rawValue.utf8.starts(with: prefix)
                && (cursor.map { $0.lexicographicallyPrecedes(key.rawValue.utf8) } ?? true)
        }
        let keys = rest.prefix(request.limit)
        var objects: [ObjectMetadata] = []
        for key in keys { objects.append(try await head(key)) }
        return ObjectPage(objects: objects, next: rest.count > keys.count ? keys.last?.rawValue : nil)
    }
}
