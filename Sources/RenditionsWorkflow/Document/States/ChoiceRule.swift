/// The condition of a choice.
indirect enum ChoiceRule: Hashable, Sendable {
    case all([ChoiceRule])
    case any([ChoiceRule])
    case not(ChoiceRule)
    case test(variable: JSONPath, ChoiceOperator, Operand)

    enum Operand: Hashable, Sendable {
        case value(JSONValue)
        case path(JSONPath)
    }

    var readsContext: Bool {
        switch self {
        case .all(let rules), .any(let rules): rules.contains(where: \.readsContext)
        case .not(let rule): rule.readsContext
        case .test(let variable, _, .path(let path)): variable.root == .context || path.root == .context
        case .test(let variable, _, .value): variable.root == .context
        }
    }

    /// - Throws: ``StateFailure`` when a path leads nowhere.
    func holds(in scope: EvaluationScope) throws -> Bool {
        switch self {
        case .all(let rules): return try rules.allSatisfy { try $0.holds(in: scope) }
        case .any(let rules): return try rules.contains { try $0.holds(in: scope) }
        case .not(let rule): return try !rule.holds(in: scope)
        case .test(let variable, let test, let operand):
            let found = try scope.value(at: variable)
            if case .isPresent = test {
                let isPresent = variable.isDefinite ? found != nil : found?.arrayValue?.isEmpty == false
                return .value(.bool(isPresent)) == operand
            }
            guard let found else { throw Self.missing(variable) }
            switch operand {
            case .value(let value): return test.holds(found, value)
            case .path(let path):
                guard let value = try scope.value(at: path) else { throw Self.missing(path) }
                return test.holds(found, value)
            }
        }
    }

    private static func missing(_ path: JSONPath) -> StateFailure {
        .runtime("Invalid path '\(path.text)': The choice state's condition path references an invalid value.")
    }
}
