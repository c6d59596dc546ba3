internal import RawStructuredFieldValues

/// What tells a request that is sent again from another one: `Idempotency-Key: "8e03978e"`
/// (draft-ietf-httpapi-idempotency-key-header). Without the quotes it means the same, since many senders leave them out.
package struct IdempotencyKey: Sendable, Hashable {
    /// 1 to 255 printable characters of ASCII.
    package let rawValue: String

    /// - Throws: ``Problem`` with code `invalid-request`.
    package init(parsing text: String) throws(Problem) {
        var scanner = FieldScanner(text)
        let value = scanner.next == UInt8(ascii: "\"") ? Self.quoted(text) : Self.bare(scanner.rest())
        guard let value, (1...255).contains(value.utf8.count) else {
            throw Problem(
                .invalidRequest, "Idempotency-Key is one text of 1 to 255 printable characters of ASCII between quotes."
            )
        }
        rawValue = value
    }

    /// As a header field has it.
    package var fieldValue: String {
        let escaped = rawValue.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "\"" + String(escaped) + "\""
    }

    private static func quoted(_ text: String) -> String? {
        var parser = StructuredFieldValueParser(Array(text.utf8))
        guard let item = try? parser.parseItemFieldValue(), case .string(let value) = item.rfc9651BareItem else {
            return nil
        }
        return value
    }

    /// Blanks and commas would come of several fields, which are no one key.
    private static func bare(_ text: String) -> String? {
        text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !Self.separators.contains($0) } ? text : nil
    }

    private static let separators = Set("\",;\\".utf8)
}
