/// A JSON number. The kind is part of the value: `1` is not `1.0`.
public enum JSONNumber: Hashable, Sendable {
    case integer(Int64)
    case double(Double)
    /// A whole number of more than 64 bits, as it was written, so that it comes out as it went in.
    case large(String)

    /// The nearest value with a fraction.
    public var doubleValue: Double {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        case .large(let text): Double(text) ?? .infinity
        }
    }

    /// How the number is written in JSON. Infinity and what is not a number have no JSON form; both become `null`.
    public var text: String {
        switch self {
        case .integer(let value): String(value)
        case .double(let value): value.isFinite ? value.description : "null"
        case .large(let text): text
        }
    }

    /// Orders by value, whatever the kinds.
    static func isLess(_ left: JSONNumber, _ right: JSONNumber) -> Bool {
        if case .integer(let left) = left, case .integer(let right) = right { return left < right }
        return left.doubleValue < right.doubleValue
    }

    /// Whether both stand for the same value, whatever the kinds.
    static func isEquivalent(_ left: JSONNumber, _ right: JSONNumber) -> Bool {
        if case .integer(let left) = left, case .integer(let right) = right { return left == right }
        if case .large(let left) = left, case .large(let right) = right { return left == right }
        return left.doubleValue == right.doubleValue
    }
}
