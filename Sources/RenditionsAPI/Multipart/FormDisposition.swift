/// A `Content-Disposition: form-data` (RFC 7578, section 4.2).
struct FormDisposition: Sendable, Hashable {
    let name: String
    /// As the sender gave it.
    let filename: String?

    /// Nil for another disposition, and for one that is malformed or without a name.
    ///
    /// Where there is a `filename*` that can be decoded it is preferred (RFC 6266, section 4.3).
    init?(parsing text: String) {
        var scanner = FieldScanner(text)
        guard scanner.token()?.lowercased() == "form-data",
            // Senders leave the backslashes of a path on Windows as they are.
            let parameters = scanner.parameters(escapes: .ofQuotesAndBackslashes), scanner.isAtEnd,
            let name = parameters["name"]
        else { return nil }
        self.name = Self.unescaped(name)
        filename = parameters["filename*"].flatMap(ExtendedValue.decode) ?? parameters["filename"].map(Self.unescaped)
    }

    /// Browsers write a quote and line breaks in a name as `%22`, `%0D` and `%0A`, and everything else as it is (HTML Standard,
    /// section 4.10.21.8, "multipart/form-data encoding algorithm").
    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        return text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }
}
