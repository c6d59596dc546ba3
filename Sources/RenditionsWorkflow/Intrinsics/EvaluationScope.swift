/// What paths and intrinsic functions see.
struct EvaluationScope {
    /// What `$` is.
    var data: JSONValue
    /// What `$$` is; made only where a state looks at it.
    let context: JSONValue
    var random: SeededRandom

    /// - Throws: ``StateFailure`` when the path takes too much work.
    func value(at path: JSONPath) throws -> JSONValue? {
        try path.value(in: path.root == .data ? data : context)
    }

    func missing(_ path: JSONPath, field: String) -> StateFailure {
        let document = path.root == .data ? data : context
        return .runtime(
            "The JSONPath '\(path.text)' specified for the field '\(field)' could not be found in the input "
                + "'\(document.json)'")
    }
}
