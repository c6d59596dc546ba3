#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The system gave fewer threads than a ``BlockingPool`` was to have. Users see it as the cause of an error of the engine or
/// the store, never by itself.
package struct ThreadShortage: Error, Hashable, Sendable, CustomStringConvertible {
    package var wanted: Int
    package var started: Int
    /// What `pthread_create` gave, such as `EAGAIN`.
    package var errorNumber: Int32

    package var description: String {
        "pthread_create: \(String(cString: strerror(errorNumber))), errno \(errorNumber); thread \(started + 1) of \(wanted)"
    }
}
