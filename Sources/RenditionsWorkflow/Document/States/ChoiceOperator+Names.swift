extension ChoiceOperator {
    /// Each operator under its field's name.
    static let named: [String: ChoiceOperator] = {
        var named: [String: ChoiceOperator] = [
            "StringMatches": .stringMatches, "BooleanEquals": .boolean, "IsNull": .isNull, "IsPresent": .isPresent,
            "IsNumeric": .isNumeric, "IsString": .isString, "IsBoolean": .isBoolean, "IsTimestamp": .isTimestamp,
        ]
        for order in Order.allCases {
            named["String\(order.rawValue)"] = .string(order)
            named["Numeric\(order.rawValue)"] = .numeric(order)
            named["Timestamp\(order.rawValue)"] = .timestamp(order)
        }
        return named
    }()

    /// Whether the operator has a form whose operand is a path.
    var hasPathForm: Bool {
        switch self {
        case .string, .numeric, .boolean, .timestamp: true
        case .stringMatches, .isNull, .isPresent, .isNumeric, .isString, .isBoolean, .isTimestamp: false
        }
    }

    /// What an operand that is written in the document must be; nil when this one is right.
    func faultOfOperand(_ operand: JSONValue) -> String? {
        switch self {
        case .string: operand.stringValue == nil ? "The value must be a string." : nil
        case .stringMatches:
            operand.stringValue.map { StringPattern.isValid($0) } == true
                ? nil : "The value must be a string in which a backslash stands only before * and \\."
        case .numeric: operand.numberValue == nil ? "The value must be a number." : nil
        case .timestamp:
            operand.stringValue.flatMap(Timestamp.init) == nil ? "The value must be a timestamp of RFC 3339." : nil
        case .boolean, .isNull, .isPresent, .isNumeric, .isString, .isBoolean, .isTimestamp:
            operand.boolValue == nil ? "The value must be true or false." : nil
        }
    }
}
