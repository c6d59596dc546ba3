/// ResultPath: where a result is put into the state's raw input.
enum ResultField: Hashable, Sendable {
    /// `null`: the result is dropped.
    case discard
    case path(ReferencePath)

    /// - Throws: ``StateFailure`` with `States.ResultPathMatchFailure`.
    func merge(_ result: JSONValue, into input: JSONValue) throws -> JSONValue {
        switch self {
        case .discard: return input
        case .path(let path):
            if path.isWhole { return result }
            var merged = input
            guard path.put(result, into: &merged) else {
                throw StateFailure(
                    error: ErrorName.resultPathMatchFailure,
                    cause: "Unable to apply ReferencePath \(path.text) to input \(input.json)")
            }
            return merged
        }
    }
}
