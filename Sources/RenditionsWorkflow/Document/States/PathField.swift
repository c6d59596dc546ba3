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
            guard let value = scope.value(at: path) else {
                throw StateFailure.runtime("Invalid path '\(path.text)' : No results for path: \(path.bracketed)")
            }
            return value
        }
    }
}
