internal import Crypto
internal import NIOCore
internal import Renditions

extension FolderTree {
    /// Runs `body` while no other process or thread decides about this key.
    ///
    /// Locks belong to open files, so the system ends them with the process. Sixty-four files are shared by all keys:
    /// few enough to keep, many enough that keys rarely wait for each other.
    func withLock<Result>(on key: ObjectKey, _ body: () throws -> Result) throws -> Result {
        let digest = SHA256.hash(data: Array(key.rawValue.utf8))
        let shard = digest.first { _ in true }.map { $0 & 63 } ?? 0
        let file = try locks.openLock("key-\(shard)")
        try file.lock(.exclusive)
        return try withExtendedLifetime(file, body)
    }

    /// Runs `body` while no folder is removed.
    ///
    /// - Parameter body: is given the epoch of ``KnownFolders``.
    func withFoldersKept<Result>(_ body: (_ epoch: UInt64) throws -> Result) throws -> Result {
        let file = try locks.openLock("folders")
        try file.lock(.shared)
        let epoch = try Self.epoch(in: file)
        return try withExtendedLifetime(file) { try body(epoch) }
    }

    /// Runs `body`, which removes a folder, while no write relies on one.
    func withFoldersRemoved<Result>(_ body: () throws -> Result) throws -> Result {
        let file = try locks.openLock("folders")
        try file.lock(.exclusive)
        // Before the removal: a process that is killed in between has cost some calls of fsync, not an object.
        let next = try Self.epoch(in: file) &+ 1
        try withUnsafeBytes(of: next.littleEndian) { try file.write($0) }
        return try withExtendedLifetime(file, body)
    }

    private static func epoch(in file: FileDescriptor) throws -> UInt64 {
        var bytes = try file.read(8, at: 0)
        return bytes.readInteger(endianness: .little) ?? 0
    }
}
