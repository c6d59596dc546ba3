/// The name of an object in a store: 1 to 1,024 bytes of UTF-8, segments separated by `/`.
///
/// Keys are data, never paths. Two keys are equal when their bytes are equal: unlike `String`, the composed and the
/// decomposed spelling of `é` are different keys, as they are in S3.
///
/// Refused are keys that some store could not keep exactly, or that could name something else once they meet a file
/// system, a URL or a terminal: empty keys, empty, `.` or `..` segments, a leading or trailing `/`, backslashes,
/// control characters and characters that change the direction of text.
public struct ObjectKey: Sendable {
    /// The key as it was given.
    public let rawValue: String

    /// The limit that S3 sets, in bytes of UTF-8.
    public static let maximumByteCount = 1024

    /// - Throws: ``StoreError`` with code ``StoreError/Code/invalidKey``.
    public init(_ rawValue: String) throws {
        if let problem = Self.problem(with: rawValue) {
            throw StoreError(.invalidKey, "This object key can't be used: \(problem).")
        }
        self.rawValue = rawValue
    }

    /// Why a text can't be a key, or nil when it can.
    static func problem(with text: String) -> String? {
        let bytes = text.utf8
        if bytes.isEmpty { return "it is empty" }
        if bytes.count > maximumByteCount { return "it has \(bytes.count) bytes, more than \(maximumByteCount)" }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x00...0x1F, 0x7F...0x9F: return "it has a control character"
            case 0x5C: return "it has a backslash"
            case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
                return "it has a character that changes the direction of text"
            case 0x2028, 0x2029: return "it has a line separator"
            default: continue
            }
        }
        for segment in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            if segment.isEmpty { return "a segment between two slashes, or at an end, is empty" }
            if segment.elementsEqual(".".utf8) || segment.elementsEqual("..".utf8) { return "it has a dot segment" }
        }
        return nil
    }

    /// The text after the last `.` of the last segment, in lower case; nil where there is none.
    public var pathExtension: String? {
        let name = lastSegment
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        let suffix = name[name.index(after: dot)...]
        return suffix.isEmpty ? nil : suffix.lowercased()
    }

    /// What follows the last `/`.
    public var lastSegment: Substring {
        rawValue.lastIndex(of: "/").map { rawValue[rawValue.index(after: $0)...] } ?? rawValue[...]
    }

    /// This key with segments put before it.
    ///
    /// - Throws: ``StoreError`` with code ``StoreError/Code/invalidKey`` when the whole is too long.
    public func prefixed(by prefix: String) throws -> ObjectKey {
        try ObjectKey(prefix + rawValue)
    }
}

extension ObjectKey: Hashable, Comparable {
    public static func == (left: Self, right: Self) -> Bool {
        left.rawValue.utf8.elementsEqual(right.rawValue.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        for byte in rawValue.utf8 { hasher.combine(byte) }
    }

    /// Order by bytes, the order in which stores list.
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

extension ObjectKey: CustomStringConvertible {
    public var description: String { rawValue }
}

extension ObjectKey: ExpressibleByStringLiteral {
    /// For keys written in source code. A literal that is not a valid key is a programming error and stops the
    /// program; keys that arrive at run time go through the throwing initialiser.
    public init(stringLiteral value: String) {
        precondition(Self.problem(with: value) == nil, "\"\(value)\" can't be an object key")
        rawValue = value
    }
}

extension ObjectKey: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
