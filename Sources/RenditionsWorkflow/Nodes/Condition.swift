/// A condition on a value's fields, as data: runners evaluate it, here and on AWS.
public struct Condition<Root>: Sendable {
    /// A rule of a Choice state, without its `Next`.
    let rule: JSONObject

    init(_ rule: JSONObject) { self.rule = rule }

    static func test<Value>(_ field: Field<Root, Value>, _ name: String, _ operand: JSONValue) -> Condition {
        Condition(["Variable": .string(field.path), .init(name): operand])
    }

    /// Tests of a field that may be missing hold only where it is there.
    static func guarded<Value>(_ field: Field<Root, Value?>, _ name: String, _ operand: JSONValue) -> Condition {
        let path = JSONValue.string(field.path)
        return Condition([
            "And": [["Variable": path, "IsPresent": true], .object(["Variable": path, .init(name): operand])]
        ])
    }

    public static prefix func ! (condition: Condition) -> Condition { Condition(["Not": .object(condition.rule)]) }

    public static func && (left: Condition, right: Condition) -> Condition {
        Condition(["And": [.object(left.rule), .object(right.rule)]])
    }

    public static func || (left: Condition, right: Condition) -> Condition {
        Condition(["Or": [.object(left.rule), .object(right.rule)]])
    }
}
