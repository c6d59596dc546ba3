internal import Foundation

/// Text in the form in which SQLite compares it as Swift does.
enum CanonicalText {
    /// UTF-8 in Unicode's normal form C. Swift takes the composed and the decomposed spelling of `é` for equal, SQLite
    /// does not; in this form equal texts have equal bytes. As bytes and not as text, because SQLite ends a text at
    /// its first NUL.
    static func bytes(_ text: String) -> Data {
        Data(text.precomposedStringWithCanonicalMapping.utf8)
    }
}
