internal import Renditions

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

extension StoreError {
    /// What a failed call to the system means to the caller of a store.
    package init(_ failure: SystemCallError) {
        switch failure.number {
        case ENOSPC, EDQUOT:
            self.init(.storageFull, "The disk or the quota of the store's folder is full.", cause: failure)
        case EACCES, EPERM, EROFS:
            self.init(.permissionDenied, "The process may not do this in the store's folder.", cause: failure)
        case ELOOP, ENOTDIR, EISDIR, ENXIO, ENAMETOOLONG:
            // Nothing that this library writes can cause these: something else stands where an object or a folder
            // belongs.
            self.init(
                .corrupt, "Something that the store did not write stands in its folder where an object belongs.",
                cause: failure)
        case EFBIG:
            self.init(.tooLarge, "The object is larger than the file system or the process may write.", cause: failure)
        case EMFILE, ENFILE, ENOMEM, EAGAIN, EBUSY, ENOLCK:
            self.init(.unavailable, "The system is short of files, memory or locks at the moment.", cause: failure)
        case ETIMEDOUT:
            self.init(.timedOut, "The file system did not answer in time.", cause: failure)
        default:
            self.init(.unavailable, "The file system could not do what the store asked for.", cause: failure)
        }
    }
}
