extension DecodingError {
    /// Like this error; where a value is of another kind than it must be, the message names that kind, and not the types
    /// of Swift that decoders name.
    var inWords: DecodingError {
        guard case .typeMismatch(let type, let context) = self, let kind = Self.kind(of: type) else { return self }
        let name = context.codingPath.last.flatMap { $0.intValue == nil ? $0.stringValue : nil } ?? "it"
        return .dataCorrupted(
            Context(codingPath: context.codingPath, debugDescription: "\(name) must be \(kind)", underlyingError: self))
    }

    private static func kind(of type: any Any.Type) -> String? {
        let name = String(describing: type)
        switch name {
        case "Int", "Int64", "UInt64", "UInt8", "UInt", "Int32": return "a whole number"
        case "Double", "Float": return "a number"
        case "Bool": return "true or false"
        case "String": return "text"
        case "Scalar": return "a single value"
        case "Sequence": return "a list"
        case "Mapping": return "members with names"
        default:
            if name.hasPrefix("Array<") { return "a list" }
            return name.hasPrefix("Dictionary<") ? "members with names" : nil
        }
    }
}
