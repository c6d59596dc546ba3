/// The name of a task: a wire contract, written out literally. 1 to 64 letters, digits, hyphens, underscores and dots.
public struct TaskName: Hashable, Codable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let rawValue: String

    public init(_ rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: StaticString) { self.init("\(value)") }
    public init(from decoder: any Decoder) throws { rawValue = try String(from: decoder) }

    public func encode(to encoder: any Encoder) throws { try rawValue.encode(to: encoder) }
    public var description: String { rawValue }

    package var isValid: Bool {
        (1...64).contains(rawValue.utf8.count)
            && rawValue.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
                default: false
                }
            }
    }
}
