/// A field that is a number, or whose `Path` form says where a number stands.
enum NumberField: Hashable, Sendable {
    case value(Double)
    case path(JSONPath, field: String)

    var readsContext: Bool { if case .path(let path, _) = self { path.root == .context } else { false } }

    /// A whole number.
    ///
    /// - Throws: ``StateFailure``.
    func integer(in scope: EvaluationScope) throws -> Int {
        switch self {
        case .value(let value): return Int(value)
        case .path(let path, let field):
            let found = try Self.found(path, field, in: scope)
            guard let value = found.integerValue else { throw Self.wrong(found, field, path, "integer") }
            return value
        }
    }

    /// A number.
    ///
    /// - Throws: ``StateFailure``.
    func number(in scope: EvaluationScope) throws -> Double {
        switch self {
        case .value(let value): return value
        case .path(let path, let field):
            let found = try Self.found(path, field, in: scope)
            guard let value = found.numberValue else { throw Self.wrong(found, field, path, "float") }
            return value.doubleValue
        }
    }

    private static func found(_ path: JSONPath, _ field: String, in scope: EvaluationScope) throws -> JSONValue {
        guard let value = try scope.value(at: path) else { throw scope.missing(path, field: field) }
        return value
    }

    private static func wrong(_ value: JSONValue, _ field: String, _ path: JSONPath, _ kind: String) -> StateFailure {
        let text = value.stringValue ?? value.json
        return .runtime("The \(field) field refers to value \"\(text)\" which is not a valid \(kind): \(path.text)")
    }
}
