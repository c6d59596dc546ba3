#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// A call to the system that failed. Callers see it as the cause of a `StoreError`, never by itself.
package struct SystemCallError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the call, such as `fsync`.
    package var call: String
    /// The value of `errno`.
    package var number: Int32

    package init(call: String, number: Int32) {
        self.call = call
        self.number = number
    }

    /// What the system calls it.
    package var reason: String { String(cString: strerror(number)) }

    package var description: String { "\(call): \(reason), errno \(number)" }
}

/// The result of a call that reports failure as -1; a call that a signal interrupted is made again.
///
/// - Throws: ``SystemCallError``.
func systemCall<Result: SignedInteger>(_ name: StaticString, _ call: () -> Result) throws -> Result {
    while true {
        let result = call()
        if result != -1 { return result }
        let number = errno
        if number != EINTR { throw SystemCallError(call: "\(name)", number: number) }
    }
}
