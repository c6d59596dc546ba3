#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Text in the form in which SQLite compares all of it.
enum TextBytes {
    /// UTF-8. As bytes and not as text, because SQLite ends a text at its first NUL.
    static func of(_ text: String) -> Data { Data(text.utf8) }
}
