#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Ends the process with a word.
func end(_ message: String, status: Int32) -> Never {
    if !message.isEmpty { print(message) }
    exit(status)
}
