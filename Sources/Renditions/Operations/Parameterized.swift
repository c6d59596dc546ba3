/// A value that is described by its parameters: its JSON form is an object of them, in which defaults may be left out
/// and unknown names are refused.
///
/// Conforming types get `Codable` from the description.
public protocol Parameterized: Codable, Hashable, Sendable {
    /// The value with every parameter at its default. Need not be valid where a parameter is required.
    init()

    /// In the order in which the documentation lists them.
    static var parameters: [Parameter<Self>] { get }
}

extension Parameterized {
    public init(from decoder: any Decoder) throws {
        self.init()
        let container = try decoder.container(keyedBy: ParameterKey.self)
        let known = Self.parameters.map(\.name)
        for key in container.allKeys where !known.contains(key.stringValue) {
            let advice = known.isEmpty ? "it takes no parameters" : "known are \(known.joined(separator: ", "))"
            throw DecodingError.dataCorrupted(
                .init(codingPath: container.codingPath + [key], debugDescription: "unknown parameter; \(advice)"))
        }
        for parameter in Self.parameters {
            try parameter.decode(container, &self)
            if let problem = parameter.problem(self) {
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: container.codingPath + [ParameterKey(parameter.name)], debugDescription: problem))
            }
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ParameterKey.self)
        for parameter in Self.parameters { try parameter.encode(self, &container) }
    }

    /// Why this value is not accepted, or nil when it is: the first parameter that is out of its range.
    public var parameterProblem: String? {
        for parameter in Self.parameters {
            if let problem = parameter.problem(self) { return problem }
        }
        return nil
    }
}

/// The name of a parameter as a coding key.
public struct ParameterKey: CodingKey, Hashable, Sendable {
    public let stringValue: String
    public var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    public init?(stringValue: String) { self.stringValue = stringValue }
    public init?(intValue: Int) { nil }
}
