internal import HTTPTypes

extension Prefer {
    /// What the fields of a request say.
    init(_ head: HTTPRequest) { self.init(parsing: head.headerFields[.prefer] ?? "") }
}

extension MediaType {
    /// - Throws: ``Problem`` with code `invalid-request` for what is no media type.
    init?(fields: HTTPFields) throws(Problem) {
        guard let text = fields[.contentType] else { return nil }
        try self.init(parsing: text)
    }
}

extension ContentDigest {
    /// Every digest that is said of the content. There is no coding of content here, so both fields speak of the same bytes.
    ///
    /// - Throws: ``Problem`` with code `invalid-request`.
    static func all(in fields: HTTPFields) throws(Problem) -> [ContentDigest] {
        var digests: [ContentDigest] = []
        for name in [HTTPField.Name.contentDigest, .reprDigest] {
            if let text = fields[name] { digests += try list(parsing: text) }
        }
        return digests
    }
}

extension IdempotencyKey {
    /// - Throws: ``Problem`` with code `invalid-request`.
    init?(fields: HTTPFields) throws(Problem) {
        guard let text = fields[.idempotencyKey] else { return nil }
        try self.init(parsing: text)
    }
}
