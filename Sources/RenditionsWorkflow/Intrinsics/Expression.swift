/// What stands behind a key that ends with `.$`: a path, or a call of an intrinsic function.
indirect enum Expression: Hashable, Sendable {
    case literal(JSONValue)
    /// The format of a `States.Format` call: the text around its `{}`.
    case format([String])
    case path(JSONPath)
    case call(IntrinsicFunction, [Expression], text: String)

    var readsContext: Bool {
        switch self {
        case .literal, .format: false
        case .path(let path): path.root == .context
        case .call(_, let arguments, _): arguments.contains(where: \.readsContext)
        }
    }

    /// - Parameter field: what the expression is the value of, for the text of the failure.
    /// - Throws: ``StateFailure``.
    func value(in scope: inout EvaluationScope, field: String) throws -> JSONValue {
        switch self {
        case .literal(let value): return value
        case .format(let parts): return .string(parts.joined(separator: "{}"))
        case .path(let path):
            guard let value = try scope.value(at: path) else { throw scope.missing(path, field: field) }
            return value
        case .call(let function, let arguments, let text):
            var parts: [String]?
            var values: [JSONValue] = []
            values.reserveCapacity(arguments.count)
            for argument in arguments {
                if case .format(let found) = argument {
                    parts = found
                } else {
                    values.append(try argument.value(in: &scope, field: field))
                }
            }
            do {
                return try IntrinsicCall(function: function, arguments: values, formatParts: parts)
                    .result(random: &scope.random)
            } catch let fault as IntrinsicFault {
                throw StateFailure(
                    error: ErrorName.intrinsicFailure,
                    cause: "The function '\(text)' had the following error: \(fault.reason)")
            }
        }
    }
}
