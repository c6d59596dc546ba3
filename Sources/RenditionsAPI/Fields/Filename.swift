/// The name that a sender gave a file, made harmless: it is no path, and shows as what it is.
package struct Filename: Sendable, Hashable {
    /// 1 to ``maximumByteCount`` bytes of UTF-8.
    package let rawValue: String

    /// What most file systems allow.
    package static let maximumByteCount = 255

    /// What is after the last slash or backslash, without control characters, separators of lines, characters that change
    /// the direction of text, and blanks at its ends; cut off where it is too long.
    ///
    /// Nil where nothing is left, or what is left names a folder.
    package init?(sanitizing text: String) {
        // By scalars: a slash that an accent follows is no `Character` "/", and still a slash to a file system.
        var name = Substring(text).unicodeScalars
        if let slash = name.lastIndex(where: { $0 == "/" || $0 == "\\" }) { name = name[name.index(after: slash)...] }
        name = Self.trimmed(name.filter { !Self.isHidden($0) }[...])
        name = Self.trimmed(Self.shortened(name))
        let rawValue = String(name)
        guard !rawValue.isEmpty, rawValue != ".", rawValue != ".." else { return nil }
        self.rawValue = rawValue
    }

    private static func shortened(_ scalars: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        var count = 0
        return scalars.prefix { scalar in
            count += UTF8.width(scalar)
            return count <= maximumByteCount
        }
    }

    private static func trimmed(_ scalars: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return scalars.prefix(0) }
        return scalars[first...last]
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x206F: true
        case 0x2028, 0x2029, 0xFEFF: true
        default: false
        }
    }
}
