#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Ends the process with a word.
package func end(_ message: String, status: Int32) -> Never {
    if !message.isEmpty { print(message) }
    exit(status)
}
