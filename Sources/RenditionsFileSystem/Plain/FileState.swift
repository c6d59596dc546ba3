#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// What tells one state of a file from another without reading it.
package struct FileState: Hashable, Sendable {
    package var node: UInt64
    /// Bytes.
    package var size: Int
    /// Of the last change of contents, in nanoseconds since 1970.
    package var modified: Int64
    /// Of the last change of anything, in nanoseconds since 1970: nobody can set it back.
    package var changed: Int64

    package init(node: UInt64, size: Int, modified: Int64, changed: Int64) {
        self.node = node
        self.size = size
        self.modified = modified
        self.changed = changed
    }

    init(_ status: stat) {
        #if canImport(Darwin)
        let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
        let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        self.init(
            node: UInt64(status.st_ino), size: Int(status.st_size), modified: Self.nanoseconds(modified),
            changed: Self.nanoseconds(changed))
    }

    /// Whether so little time has passed since the last change that another one may leave the same state: file systems
    /// count time in steps of some milliseconds.
    var isFresh: Bool {
        var now = timespec()
        guard clock_gettime(CLOCK_REALTIME, &now) == 0 else { return true }
        return Self.nanoseconds(now) - changed < 2_000_000_000
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
