internal import NIOCore
public import Renditions

/// Originals where they lie: a folder of files that belong to somebody else, to be read, listed and removed from. A file's
/// key is its path below the folder.
///
/// An entity tag is the digest of a file's bytes, so that a copy of a photograph on another machine has the same
/// renditions. A listing gives tags, and reads every file once for that. Symbolic links are never followed; what starts
/// with a dot, and what can't be a key, is not there. Files have no media types and no attributes.
public struct PlainFolderStore: ObjectStore {
    private let tree: PlainTree
    private let files: PlainFiles
    private let threads: BlockingThreads

    /// Opens a folder, which must be there. Waits for a few calls to the file system.
    ///
    /// - Throws: `StoreError` with codes `invalid-request`, `not-found`, `permission-denied`, `unavailable`.
    public init(root: String, configuration: Configuration = Configuration()) throws {
        tree = try PlainTree(folderAt: root)
        files = PlainFiles(maximumBytes: configuration.maximumBytes)
        threads = try BlockingThreads(count: max(1, configuration.threadCount))
    }

    public var capabilities: ObjectStoreCapabilities { [.ranges, .conditionalGet, .listing] }

    public func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try Task.checkCancellation()
        return try await threads.run { [tree, files] in
            guard let file = try tree.open(key), try file.status().kind == .file else {
                throw StoreError(.notFound, "There is no file under this key.")
            }
            return try files.object(file.number, under: key, options: options)
        }
    }

    public func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        throw StoreError(.unsupported, "The files of this folder belong to somebody else. Put results elsewhere.")
    }

    public func delete(_ key: ObjectKey) async throws {
        try Task.checkCancellation()
        _ = try await threads.run { [tree] in try tree.remove(key) }
    }

    public func page(_ request: ListRequest) async throws -> ObjectPage {
        try request.validate()
        try Task.checkCancellation()
        let keys = try await threads.run { [tree] in
            // One more than asked for tells whether there is another page.
            var walk = PlainWalk(
                prefix: Array(request.prefix.utf8), cursor: request.cursor.map { Array($0.utf8) },
                limit: request.limit + 1)
            walk.run(in: tree)
            if let failure = walk.unreadable.first?.failure { throw failure }
            return walk.files.map(\.key)
        }
        var objects: [ObjectMetadata] = []
        for key in keys.prefix(request.limit) {
            do {
                objects.append(try await head(key))
            } catch let error as StoreError where error.code == .notFound {
                // It has gone since the folder was read.
                continue
            }
        }
        return ObjectPage(objects: objects, next: keys.count > request.limit ? keys[request.limit - 1].rawValue : nil)
    }
}

extension PlainFolderStore {
    public struct Configuration: Sendable {
        /// Bytes; larger files are not read. Their metadata has their size, and a tag of size and time. Files are read
        /// whole. Default: 256 MiB.
        public var maximumBytes: Int
        /// Threads that wait for the disk and work out digests, of this store alone. Default: 4.
        public var threadCount: Int

        public init(maximumBytes: Int = 256 << 20, threadCount: Int = 4) {
            self.maximumBytes = maximumBytes
            self.threadCount = threadCount
        }
    }
}

extension PlainTree {
    /// As ``init(path:)``, with errors as callers of the library see them.
    convenience init(folderAt path: String) throws {
        do {
            try self.init(path: path)
        } catch let failure as SystemCallError where Self.meansNothing(failure) {
            throw StoreError(.notFound, "There is no folder at the path that was given.", cause: failure)
        } catch let failure as SystemCallError {
            throw StoreError(failure)
        }
    }
}
