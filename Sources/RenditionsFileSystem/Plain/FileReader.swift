package import NIOCore
internal import Renditions

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Reads whole files.
package enum FileReader {
    /// The state of a file, and the file system on which it is.
    package struct Identity: Hashable, Sendable {
        package var device: UInt64
        package var state: FileState

        package var size: Int { state.size }
        package var modified: Int64 { state.modified }
    }

    /// - Parameter followsLinks: whether the path may be a symbolic link.
    /// - Throws: `StoreError` with codes `not-found`, `permission-denied`, `invalid-request` (not a plain file),
    ///   `unavailable`.
    package static func identity(of path: String, followsLinks: Bool = true) throws -> Identity {
        try withDescriptor(path, followsLinks) { try identity(of: $0) }
    }

    /// All bytes of a file with the state in which they were read.
    ///
    /// - Parameters:
    ///   - limit: bytes; a larger file is refused with `too-large` before it is read.
    ///   - followsLinks: whether the path may be a symbolic link.
    /// - Throws: `StoreError`, as ``identity(of:followsLinks:)``.
    package static func read(_ path: String, limit: Int, followsLinks: Bool = true) throws -> (Identity, ByteBuffer) {
        try withDescriptor(path, followsLinks) { try read($0, limit: limit) }
    }

    /// All bytes of an open file, from where it stands.
    static func read(_ descriptor: Int32, limit: Int) throws -> (Identity, ByteBuffer) {
        let identity = try identity(of: descriptor)
        guard identity.size <= limit else {
            throw StoreError(.tooLarge, "The file has \(identity.size) bytes; at most \(limit) are read.")
        }
        var buffer = ByteBuffer()
        buffer.reserveCapacity(identity.size + 1)
        while buffer.readableBytes <= limit {
            let count = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 64 << 10) { memory in
                try systemRead(descriptor, memory)
            }
            if count == 0 { return (identity, buffer) }
        }
        throw StoreError(.tooLarge, "The file grew while it was read.")
    }

    /// The first bytes of a file.
    ///
    /// - Throws: `StoreError`, as ``identity(of:followsLinks:)``.
    package static func head(of path: String, count: Int) throws -> [UInt8] {
        try withDescriptor(path, true) { descriptor in
            _ = try identity(of: descriptor)
            return try [UInt8](unsafeUninitializedCapacity: count) { memory, filled in
                filled = try systemRead(descriptor, UnsafeMutableRawBufferPointer(memory))
            }
        }
    }

    private static func systemRead(_ descriptor: Int32, _ memory: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = readBytes(descriptor, memory.baseAddress, memory.count)
            if count >= 0 { return count }
            // A damaged disk must not pass for the file's end.
            guard errno == EINTR else { throw StoreError(.unavailable, "The file can't be read to its end.") }
        }
    }

    static func withDescriptor<Result>(
        _ path: String, _ followsLinks: Bool, _ body: (Int32) throws -> Result
    ) throws -> Result {
        // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: throw StoreError(.notFound, "There is no such file.")
            case ELOOP: throw StoreError(.permissionDenied, "The file is a link, and is not followed.")
            case EACCES, EPERM: throw StoreError(.permissionDenied, "The file may not be read.")
            default: throw StoreError(.unavailable, "The file can't be opened.")
            }
        }
        defer { close(descriptor) }
        return try body(descriptor)
    }

    static func identity(of descriptor: Int32) throws -> Identity {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw StoreError(.unavailable, "The file can't be examined.") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError(.invalidRequest, "This is not a plain file.")
        }
        return Identity(device: UInt64(truncatingIfNeeded: status.st_dev), state: FileState(status))
    }
}

private func readBytes(_ descriptor: Int32, _ memory: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, memory, count)
}
