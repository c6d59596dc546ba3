/// What identifies one state of an object: two states under one key with equal tags have equal bytes.
///
/// The same bytes put under a key again in the same way have the tag that they had, so that an upload that is repeated is
/// no new version of the original. A store may give them another one where they came in another way, such as in parts.
///
/// Opaque, without quotes. Stores choose its form.
public struct EntityTag: Hashable, Sendable, Codable, CustomStringConvertible {
    public let rawValue: String

    public init(_ rawValue: String) { self.rawValue = rawValue }

    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public var description: String { rawValue }
}
