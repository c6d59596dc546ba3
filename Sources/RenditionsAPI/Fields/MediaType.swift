/// A media type with its parameters, as `Content-Type` has it (RFC 9110, section 8.3.1).
package struct MediaType: Sendable, Hashable {
    /// Before the slash, in lower case.
    package let type: String
    /// After it, in lower case.
    package let subtype: String
    package let parameters: FieldParameters

    /// - Throws: ``Problem`` with code `invalid-request` for a text that is no media type, or has a parameter twice.
    package init(parsing text: String) throws(Problem) {
        var scanner = FieldScanner(text)
        guard let type = scanner.token(), scanner.take("/"), let subtype = scanner.token(),
            let parameters = scanner.parameters(), scanner.isAtEnd
        else {
            throw Problem(
                .invalidRequest, "Content-Type is no media type, such as image/jpeg, or has a parameter twice.")
        }
        self.type = type.lowercased()
        self.subtype = subtype.lowercased()
        self.parameters = parameters
    }

    /// Type and subtype, such as `image/jpeg`.
    package var essence: String { "\(type)/\(subtype)" }

    /// The value of a parameter.
    ///
    /// - Parameter name: in lower case.
    package subscript(name: String) -> String? { parameters[name] }
}
