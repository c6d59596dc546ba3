package import Renditions

/// An entity tag as header fields have it (RFC 9110, section 8.8.3).
package struct HTTPEntityTag: Sendable, Hashable {
    /// What is between the quotes.
    package let opaque: String
    package let isWeak: Bool

    /// The tag of a stored object, which is a strong one. What can't stand between quotes is percent-encoded, so that
    /// different tags stay different.
    package init(_ tag: EntityTag) {
        opaque = PercentEncoding.encode(tag.rawValue) { byte in
            (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "%")
        }
        isWeak = false
    }

    /// Takes a tag off a field's value; nil where there is none, or it is malformed.
    init?(from scanner: inout FieldScanner) {
        isWeak = scanner.take("W")
        guard !isWeak || scanner.take("/"), scanner.take("\"") else { return nil }
        // No backslash escapes anything here.
        opaque = String(decoding: scanner.take(while: Self.isTagCharacter), as: UTF8.self)
        guard scanner.take("\"") else { return nil }
    }

    package init?(parsing text: String) {
        var scanner = FieldScanner(text)
        guard let tag = HTTPEntityTag(from: &scanner), scanner.rest().isEmpty else { return nil }
        self = tag
    }

    package var fieldValue: String { (isWeak ? "W/" : "") + "\"" + opaque + "\"" }

    /// Whether both are strong and the same (section 8.8.3.2).
    package func isStronglyEqual(to other: HTTPEntityTag) -> Bool { !isWeak && self == other }

    /// Whether both are the same but for being weak.
    package func isWeaklyEqual(to other: HTTPEntityTag) -> Bool { opaque == other.opaque }

    private static func isTagCharacter(_ byte: UInt8) -> Bool {
        byte >= 0x21 && byte != UInt8(ascii: "\"") && byte != 0x7F
    }
}
