internal import NIOCore
package import Renditions
internal import RenditionsFileSystem
internal import Synchronization

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The originals where they lie: a store to be read, over files that were found.
///
/// An entity tag is the digest of a file's bytes, so that a copy of a photograph on another machine has the same
/// renditions. It is worked out once for each state of a file.
package final class SourceFolderStore: ObjectStore {
    private let paths: [ObjectKey: String]
    private let maximumBytes: Int
    private let tags = Mutex<[FileReader.Identity: EntityTag]>([:])
    private let threads: BlockingThreads

    /// - Parameters:
    ///   - maximumBytes: larger files are not read; asked for, they give their size and no bytes.
    ///   - threads: that wait for the disk and work out digests, of this store alone.
    /// - Throws: `StoreError` with code `unavailable` when the system gives fewer threads.
    package init(_ files: [SourceFile], maximumBytes: Int, threads: Int = 4) throws {
        paths = Dictionary(files.map { ($0.key, $0.path) }) { first, _ in first }
        self.maximumBytes = maximumBytes
        self.threads = try BlockingThreads(count: max(1, threads))
    }

    package var capabilities: ObjectStoreCapabilities { [.ranges, .conditionalGet, .listing] }

    package func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        guard let path = paths[key] else { throw StoreError(.notFound, "There is no object under this key.") }
        try Task.checkCancellation()
        return try await threads.run { try self.object(at: path, under: key, options: options) }
    }

    /// Blocks.
    private func object(at path: String, under key: ObjectKey, options: GetOptions) throws -> StoredObject {
        let known = try FileReader.identity(of: path, followsLinks: false)
        guard known.size <= maximumBytes else {
            // Refused by everybody who would read it; told apart by size and time, so that nobody has to.
            let metadata = metadata(key, known, EntityTag("unread-\(known.size)-\(known.modified)"))
            return StoredObject(
                metadata: metadata, range: 0..<known.size,
                body: ObjectBody(length: known.size) {
                    throw StoreError(.tooLarge, "The file has \(known.size) bytes and is not read.")
                })
        }
        if options.headOnly, let tag = tags.withLock({ $0[known] }) {
            try options.checkConditions(against: tag)
            return StoredObject(metadata: metadata(key, known, tag), range: 0..<0, body: ObjectBody(ByteBuffer()))
        }
        let (identity, bytes) = try FileReader.read(path, limit: maximumBytes, followsLinks: false)
        let digest = Fingerprint(of: [Array(bytes.readableBytesView)]).description.prefix(32)
        let tag = EntityTag(String(digest))
        tags.withLock { $0[identity] = tag }
        try options.checkConditions(against: tag)
        let range = try options.range?.resolved(size: bytes.readableBytes) ?? 0..<bytes.readableBytes
        let part = options.headOnly ? nil : bytes.getSlice(at: range.lowerBound, length: range.count)
        return StoredObject(
            metadata: metadata(key, identity, tag), range: options.headOnly ? 0..<0 : range,
            body: ObjectBody(part ?? ByteBuffer()))
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

    private func metadata(_ key: ObjectKey, _ identity: FileReader.Identity, _ tag: EntityTag) -> ObjectMetadata {
        ObjectMetadata(
            key: key, size: identity.size, entityTag: tag,
            modified: Date(timeIntervalSince1970: Double(identity.modified) / 1e9))
    }
}
