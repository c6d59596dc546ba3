/// InputPath or OutputPath.
enum PathField: Hashable, Sendable {
    /// `null`: an empty object stands for the data.
    case discard
    case path(JSONPath)

    static let whole = PathField.path(.whole)

    var readsContext: Bool { if case .path(let path) = self { path.root == .context } else { false } }

    /// - Throws: ``StateFailure`` when the path leads nowhere.
    func apply(to scope: EvaluationScope) throws -> JSONValue {
        switch self {
        case .discard: return .object(JSONObject())
        case .path(let path):
            if path.isWhole { return scope.data }
            guard let value = try scope.value(at: path) else {
                throw StateFailure.runtime("Invalid path '\(path.text)' : \(path.reasonForNothing(in: scope))")
            }
            return value
        }
    }
}

extension JSONPath {
    /// Why a definite path leads nowhere, in the words of the library that AWS uses.
    func reasonForNothing(in scope: EvaluationScope) -> String {
        var value = root == .data ? scope.data : scope.context
        for (index, step) in steps.enumerated() {
            guard let next = PathStep.definiteValue(of: [step], in: value) else {
                if index < steps.count - 1, case .key = step, case .object = value {
                    let way = steps[...index].map(\.bracketed).joined()
                    return "Missing property in path $\(way)"
                }
                break
            }
            value = next
        }
        return "No results for path: \(bracketed)"
    }
}
