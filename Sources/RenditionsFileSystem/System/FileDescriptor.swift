internal import NIOCore

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// An open file or folder, closed when the last reference goes. Every method blocks, and throws ``SystemCallError``.
final class FileDescriptor: Sendable {
    let number: Int32

    /// Takes over a descriptor.
    init(number: Int32) { self.number = number }

    deinit { close(number) }

    func status() throws -> FileStatus {
        var status = stat()
        _ = try systemCall("fstat") { fstat(number, &status) }
        return FileStatus(status)
    }

    /// Up to `count` bytes from an offset; fewer only where the file ends.
    func read(_ count: Int, at offset: Int) throws -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(count)
        while buffer.readableBytes < count {
            let missing = count - buffer.readableBytes
            let position = offset + buffer.readableBytes
            let got = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: missing) { space in
                try systemCall("pread") { pread(number, space.baseAddress, min(missing, space.count), off_t(position)) }
            }
            if got == 0 { break }
        }
        return buffer
    }

    /// Writes all bytes at the file's position.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            // Spelled with the module's name, because the method hides the function.
            #if canImport(Darwin)
            let count = try systemCall("write") { Darwin.write(number, rest.baseAddress, rest.count) }
            #else
            let count = try systemCall("write") { Glibc.write(number, rest.baseAddress, rest.count) }
            #endif
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// Returns when what was written is on the medium.
    func synchronize() throws {
        #if canImport(Darwin)
        // On Darwin fsync leaves the data in the drive's cache.
        _ = try systemCall("fcntl") { fcntl(number, F_FULLFSYNC) }
        #else
        _ = try systemCall("fsync") { fsync(number) }
        #endif
    }

    enum Lock {
        case shared
        case exclusive
    }

    /// Waits for a lock on the open file, which ends when the descriptor is closed, also by the end of the process.
    func lock(_ lock: Lock) throws {
        _ = try systemCall("flock") { flock(number, lock == .shared ? LOCK_SH : LOCK_EX) }
    }

    /// Whether an exclusive lock could be had at once.
    func tryLock() throws -> Bool {
        do {
            _ = try systemCall("flock") { flock(number, LOCK_EX | LOCK_NB) }
            return true
        } catch let failure as SystemCallError where failure.number == EWOULDBLOCK {
            return false
        }
    }
}
