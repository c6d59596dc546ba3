#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A type whose values documents can compare: numbers, texts, instants.
public protocol ConditionValue: Sendable {
    /// What the names of its operators begin with: `Numeric`, `String` or `Timestamp`.
    static var operatorPrefix: String { get }
    /// Its JSON form.
    var operand: JSONValue { get }
}

extension Int: ConditionValue {
    public static var operatorPrefix: String { "Numeric" }
    public var operand: JSONValue { .integer(self) }
}

extension Double: ConditionValue {
    public static var operatorPrefix: String { "Numeric" }
    public var operand: JSONValue { .number(.double(self)) }
}

extension String: ConditionValue {
    public static var operatorPrefix: String { "String" }
    public var operand: JSONValue { .string(self) }
}

extension Date: ConditionValue {
    public static var operatorPrefix: String { "Timestamp" }
    public var operand: JSONValue { .string(Timestamp(self).text) }
}
