/// The tests of choices: each of the States Language's operators is one, its `Path` form is the same with another
/// operand.
enum ChoiceOperator: Hashable, Sendable {
    enum Order: String, CaseIterable, Hashable, Sendable {
        case equal = "Equals"
        case lessThan = "LessThan"
        case greaterThan = "GreaterThan"
        case lessOrEqual = "LessThanEquals"
        case greaterOrEqual = "GreaterThanEquals"

        func holds<Value>(_ left: Value, _ right: Value, isLess: (Value, Value) -> Bool) -> Bool {
            switch self {
            case .equal: !isLess(left, right) && !isLess(right, left)
            case .lessThan: isLess(left, right)
            case .greaterThan: isLess(right, left)
            case .lessOrEqual: !isLess(right, left)
            case .greaterOrEqual: !isLess(left, right)
            }
        }
    }

    case string(Order)
    case stringMatches
    case numeric(Order)
    case boolean
    case timestamp(Order)
    case isNull
    case isPresent
    case isNumeric
    case isString
    case isBoolean
    case isTimestamp

    /// Whether the test holds; never for values of the wrong kind.
    func holds(_ value: JSONValue, _ operand: JSONValue) -> Bool {
        switch (self, value, operand) {
        case (.string(.equal), .string(let left), .string(let right)): return left.hasSameBytes(as: right)
        case (.string(let order), .string(let left), .string(let right)):
            // Java, in which the service is written, orders texts by their UTF-16 units.
            return order.holds(left, right) { $0.utf16.lexicographicallyPrecedes($1.utf16) }
        case (.stringMatches, .string(let text), .string(let pattern)):
            return StringPattern(pattern).matches(text)
        case (.numeric(.equal), .number(let left), .number(let right)): return JSONNumber.isEquivalent(left, right)
        case (.numeric(let order), .number(let left), .number(let right)):
            return order.holds(left, right, isLess: JSONNumber.isLess)
        case (.boolean, .bool(let left), .bool(let right)): return left == right
        case (.timestamp(let order), .string(let left), .string(let right)):
            guard let left = Timestamp(left), let right = Timestamp(right) else { return false }
            return order.holds(left, right, isLess: <)
        case (.isNull, _, .bool(let wanted)): return (value == .null) == wanted
        case (.isNumeric, _, .bool(let wanted)): return (value.numberValue != nil) == wanted
        case (.isString, _, .bool(let wanted)): return (value.stringValue != nil) == wanted
        case (.isBoolean, _, .bool(let wanted)): return (value.boolValue != nil) == wanted
        case (.isTimestamp, _, .bool(let wanted)):
            return (value.stringValue.flatMap(Timestamp.init) != nil) == wanted
        default: return false
        }
    }
}
