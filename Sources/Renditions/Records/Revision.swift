/// Which state of a record was read; changes with every write. Opaque.
public struct Revision: Hashable, Sendable, Codable, CustomStringConvertible {
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

/// A value with the revision in which it was read.
public struct Revised<Value: Sendable>: Sendable {
    public var value: Value
    public var revision: Revision

    public init(_ value: Value, revision: Revision) {
        self.value = value
        self.revision = revision
    }
}

extension Revised: Equatable where Value: Equatable {}

/// What must hold for a write to a ``MetadataStore`` to be done.
public enum WriteCondition: Hashable, Sendable {
    case always
    /// There is no record under this ID.
    case absent
    /// The record is in this revision.
    case at(Revision)
}
