extension DecodingError {
    /// Where the fault is, and what it is, without a byte of the message: neither of its values nor of names that it
    /// has and this library does not.
    var fault: String {
        let (context, reason): (Context, String) =
            switch self {
            case .keyNotFound(let key, let context): (context, "it has no \(key.stringValue)")
            case .typeMismatch(_, let context): (context, "it is of the wrong type")
            case .valueNotFound(_, let context): (context, "it is null")
            case .dataCorrupted(let context): (context, "it is not valid")
            @unknown default: (Context(codingPath: [], debugDescription: ""), "it is not valid")
            }
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        return path.isEmpty ? reason : "\(path.drop { $0 == "." }): \(reason)"
    }
}
