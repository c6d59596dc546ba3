#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

extension SystemCallError {
    /// Whether the system has no more of something to give to this process or user.
    var isShortage: Bool { [ENOSPC, ENOMEM, EMFILE, ENFILE].contains(number) }
}
