#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// What the system knows of an open file.
struct FileStatus {
    enum Kind {
        case file
        case folder
        /// A FIFO, a socket, a device: nothing that belongs into a store.
        case other
    }

    var kind: Kind
    /// Bytes.
    var size: Int
    /// How many names the file has; 0 once it was removed.
    var links: Int
    /// Seconds since 1970.
    var modified: Int

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            default: .other
            }
        size = Int(status.st_size)
        links = Int(status.st_nlink)
        #if canImport(Darwin)
        modified = status.st_mtimespec.tv_sec
        #else
        modified = status.st_mtim.tv_sec
        #endif
    }
}
