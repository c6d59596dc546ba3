extension ChoiceRule {
    /// The condition as people write it: `width > 10000 and not (kind = "draft" or kind = "test")`.
    var words: String {
        switch self {
        case .all(let rules): Self.joined(rules.flatMap(\.conjuncts), by: "and")
        case .any(let rules): Self.joined(rules.flatMap(\.alternatives), by: "or")
        case .not(.test(let variable, let test, let operand)) where test.isEquality:
            test.words(variable.words, operand, isNegated: true)
        case .not(let rule): "not (\(rule.words))"
        case .test(let variable, let test, let operand): test.words(variable.words, operand)
        }
    }

    /// Conditions inside conditions of the same kind need no parentheses.
    private var conjuncts: [ChoiceRule] {
        if case .all(let rules) = self { rules.flatMap(\.conjuncts) } else { [self] }
    }

    private var alternatives: [ChoiceRule] {
        if case .any(let rules) = self { rules.flatMap(\.alternatives) } else { [self] }
    }

    private static func joined(_ rules: [ChoiceRule], by word: String) -> String {
        rules.count == 1
            ? rules[0].words : rules.map { $0.isJoined ? "(\($0.words))" : $0.words }.joined(separator: " \(word) ")
    }

    private var isJoined: Bool {
        switch self {
        case .all(let rules): rules.flatMap(\.conjuncts).count > 1
        case .any(let rules): rules.flatMap(\.alternatives).count > 1
        case .not, .test: false
        }
    }
}

extension ChoiceOperator {
    /// Whether the negation has a sign of its own.
    fileprivate var isEquality: Bool {
        switch self {
        case .string(.equal), .numeric(.equal), .timestamp(.equal): true
        default: false
        }
    }

    fileprivate func words(_ variable: String, _ operand: ChoiceRule.Operand, isNegated: Bool = false) -> String {
        switch self {
        case .string(let order): comparison(variable, order, operand, of: "text", isNegated)
        case .numeric(let order): comparison(variable, order, operand, of: nil, isNegated)
        case .timestamp(let order): comparison(variable, order, operand, of: "time", isNegated)
        case .stringMatches: "\(variable) matches \(operand.words)"
        case .boolean: "\(variable) is \(operand.words)"
        case .isNull: operand.isTrue ? "\(variable) is null" : "\(variable) is not null"
        case .isPresent: operand.isTrue ? "\(variable) is present" : "\(variable) is missing"
        case .isNumeric: "\(variable) \(operand.verb) a number"
        case .isString: "\(variable) \(operand.verb) a text"
        case .isBoolean: "\(variable) \(operand.verb) a boolean"
        case .isTimestamp: "\(variable) \(operand.verb) a time"
        }
    }

    /// Two fields don't show as what they are compared, so the kind is said where it is not a number.
    private func comparison(
        _ variable: String, _ order: Order, _ operand: ChoiceRule.Operand, of kind: String?, _ isNegated: Bool
    ) -> String {
        var text = operand.words
        switch operand {
        case .path: text += kind.map { " as \($0)" } ?? ""
        // A time needs no quotation marks to be told from a number.
        case .value(let value): if kind == "time" { text = value.stringValue ?? text }
        }
        return "\(variable) \(isNegated ? "≠" : order.sign) \(text)"
    }
}

extension ChoiceOperator.Order {
    fileprivate var sign: String {
        switch self {
        case .equal: "="
        case .lessThan: "<"
        case .greaterThan: ">"
        case .lessOrEqual: "≤"
        case .greaterOrEqual: "≥"
        }
    }
}

extension ChoiceRule.Operand {
    fileprivate var words: String {
        switch self {
        case .value(let value): value.json
        case .path(let path): path.words
        }
    }

    fileprivate var isTrue: Bool { self == .value(true) }
    fileprivate var verb: String { isTrue ? "is" : "is not" }
}

extension JSONPath {
    /// The path without the sign that every path begins with: `photo.width` for `$.photo.width`, `input` for `$`.
    var words: String {
        guard root == .data else { return text }
        if isWhole { return "input" }
        return text.hasPrefix("$.") && !text.hasPrefix("$..") ? String(text.dropFirst(2)) : text
    }
}
