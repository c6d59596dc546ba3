internal import NIOCore
public import Renditions

/// Objects as files in a folder, one file for each: its bytes, followed by two lines of text with its metadata.
///
/// The layout of names is that of the keys, so that people find their way: `photos/cat.jpg` is `photos+/cat.jpg` under
/// the root, and `tail -n 2` on it shows the metadata. Any number of processes on one machine may use a folder at once.
/// Symbolic links below the root are never followed.
public struct FileObjectStore: ObjectStore {
    /// Bytes that are gathered before they are written.
    private static let writtenAtOnce = 256 << 10

    private let tree: FolderTree
    private let threads: BlockingThreads
    private let configuration: Configuration

    /// Opens the store in a folder, and makes the folder where it is missing. Waits for a few calls to the file system.
    ///
    /// - Parameter root: a path; a relative one is resolved now.
    /// - Throws: `StoreError` with codes `permission-denied`, `incompatible` (a newer version laid the folder out),
    ///   `corrupt`, `storage-full`, `unavailable`.
    public init(root: String, configuration: Configuration = Configuration()) throws {
        guard !root.isEmpty, !root.utf8.contains(0) else {
            throw StoreError(.invalidRequest, "The path of the store's folder is empty or has a NUL.")
        }
        do {
            tree = try FolderTree(path: root, isDurable: configuration.durability == .full)
        } catch let failure as SystemCallError {
            throw StoreError(failure)
        }
        threads = try BlockingThreads(count: max(1, configuration.threadCount))
        self.configuration = configuration
    }

    public var capabilities: ObjectStoreCapabilities { .all }

    public func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try Task.checkCancellation()
        return try await threads.run { [tree, threads, configuration] in
            guard let file = try tree.open(key) else {
                throw StoreError(.notFound, "There is no object under this key.")
            }
            let metadata = file.metadata
            try options.checkConditions(against: metadata.entityTag)
            let range = try options.range?.resolved(size: metadata.size) ?? 0..<metadata.size
            guard !options.headOnly else {
                return StoredObject(metadata: metadata, range: 0..<0, body: ObjectBody(ByteBuffer()))
            }
            let reader = ObjectReader(file, range: range, verifies: configuration.verifiesContent)
            // What fits into one chunk is read at once, without another change of threads.
            let body =
                if range.count <= ObjectReader.chunkSize {
                    ObjectBody(try reader.next() ?? ByteBuffer())
                } else {
                    ObjectBody(length: range.count) { try await threads.run { try reader.next() } }
                }
            return StoredObject(metadata: metadata, range: range, body: body)
        }
    }

    public func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try options.validate()
        try checkSize(body.length ?? 0)
        if options.mode != .overwrite {
            try await threads.run { [tree] in try tree.check(options.mode, at: key) }
        }

        var upload: Upload?
        do {
            var waiting = ByteBuffer()
            var size = 0
            for try await var chunk in body {
                size += chunk.readableBytes
                try checkSize(size)
                if waiting.readableBytes == 0 { waiting = chunk } else { waiting.writeBuffer(&chunk) }
                // Small chunks are gathered: a change of threads costs more than copying them.
                if waiting.readableBytes >= Self.writtenAtOnce {
                    upload = try await write(waiting, to: upload)
                    waiting = ByteBuffer()
                }
            }
            // A cancelled task sees the body end early.
            try Task.checkCancellation()
            try body.checkLength(size)
            let complete = try await write(waiting, to: upload)
            upload = complete
            return try await commit(complete, at: key, options: options)
        } catch {
            if let upload { try await threads.run { [tree] in tree.discard(upload) } }
            throw error
        }
    }

    public func delete(_ key: ObjectKey) async throws {
        try Task.checkCancellation()
        try await threads.run { [tree] in try tree.remove(key) }
    }

    public func page(_ request: ListRequest) async throws -> ObjectPage {
        try request.validate()
        let cursor = try request.cursor.map { text in
            guard let key = try? ObjectKey(text) else {
                throw StoreError(.invalidRequest, "The cursor is not one that this store gave.")
            }
            return key
        }
        try Task.checkCancellation()
        return try await threads.run { [tree] in
            // One more than asked for tells whether there is another page.
            var walk = KeyWalk(tree: tree, prefix: request.prefix, cursor: cursor, limit: request.limit + 1)
            try walk.run()
            let objects = Array(walk.found.prefix(request.limit))
            let isLast = walk.found.count <= request.limit
            return ObjectPage(objects: objects, next: isLast ? nil : objects.last?.key.rawValue)
        }
    }

    /// Removes what writes that were cut off have left, and folders without objects. Never touches a write under way,
    /// in this or another process. Call it at the start and now and then. What stands in its way is passed over and
    /// reported; objects are not looked into.
    ///
    /// - Parameter age: what changed more recently is left alone; nothing is younger than 0.
    /// - Throws: `StoreError` with codes `permission-denied`, `unavailable`, where it is not a matter of one entry.
    public func sweep(olderThan age: Duration = .seconds(3600)) async throws -> SweepReport {
        try await threads.run { [tree] in try tree.sweep(olderThan: Int(max(0, age.components.seconds))) }
    }

    private func write(_ bytes: ByteBuffer, to upload: Upload?) async throws -> Upload {
        try await threads.run { [tree] in
            var result = try upload ?? tree.makeUpload()
            do {
                try result.write(bytes)
            } catch {
                // The caller does not know of an upload that began here.
                tree.discard(result)
                throw error
            }
            return result
        }
    }

    private func commit(_ upload: Upload, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try await threads.run { [tree, configuration] in
            let metadata = ObjectMetadata(
                key: key, size: upload.size, entityTag: upload.entityTag,
                modified: configuration.clock.now.roundedToMilliseconds, contentType: options.contentType,
                attributes: options.attributes)
            try upload.finish(metadata)
            try tree.commit(upload, at: key, mode: options.mode)
            return metadata
        }
    }

    private func checkSize(_ size: Int) throws {
        if size > configuration.maximumObjectSize {
            throw StoreError(.tooLarge, "The object has more than \(configuration.maximumObjectSize) bytes.")
        }
    }
}
