/// What S3 gives to say which of two events of one key came later: hexadecimal digits, compared after the shorter one
/// is filled up with zeros on its right, as the user guide has it ("Event message structure").
///
/// A hint and no more. It says nothing of two keys, comes with writes and deletions only, and an older edition of the
/// guide filled up on the left. What decides is the current version of the object.
public struct Sequencer: Sendable {
    /// As it was given: 1 to 128 hexadecimal digits.
    public let rawValue: String
    /// Without what filling up would add: two that compare as equal have the same.
    private let digits: String

    /// Nil for what is not a sequencer. An event without one is as good as any.
    public init?(_ rawValue: String) {
        let bytes = rawValue.utf8
        guard (1...128).contains(bytes.count), rawValue.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        self.rawValue = rawValue
        let end = bytes.lastIndex { $0 != UInt8(ascii: "0") }.map { bytes.index(after: $0) } ?? bytes.startIndex
        digits = rawValue[..<end].uppercased()
    }
}

extension Sequencer: Hashable, Comparable, CustomStringConvertible {
    public static func == (left: Self, right: Self) -> Bool { left.digits == right.digits }

    public func hash(into hasher: inout Hasher) { hasher.combine(digits) }

    /// Whether the left event came before the right one, as far as can be told.
    public static func < (left: Self, right: Self) -> Bool {
        left.digits.utf8.lexicographicallyPrecedes(right.digits.utf8)
    }

    public var description: String { rawValue }
}

extension Sequencer: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let sequencer = Sequencer(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a sequencer is 1 to 128 hexadecimal digits")
        }
        self = sequencer
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
