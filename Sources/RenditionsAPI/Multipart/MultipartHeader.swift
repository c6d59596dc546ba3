/// What a part of a form says of itself (RFC 7578, section 4).
package struct MultipartHeader: Sendable, Hashable {
    /// The name of the form's field.
    package let name: String
    /// Nil where the part has none, or none of which anything is left.
    package let filename: Filename?
    /// What the sender says the part is; nil where it says nothing, or nothing that is a media type.
    package let contentType: MediaType?

    package init(name: String, filename: Filename? = nil, contentType: MediaType? = nil) {
        self.name = name
        self.filename = filename
        self.contentType = contentType
    }

    /// - Throws: ``Problem`` with code `invalid-multipart` for a part that is no field of a form, or that is not sent as it
    ///   is.
    init(_ fields: PartFields) throws(Problem) {
        guard let text = try fields.value(of: "content-disposition"),
            let disposition = FormDisposition(parsing: text)
        else { throw fields.problem("has no Content-Disposition: form-data with a name") }
        name = disposition.name
        filename = disposition.filename.flatMap { Filename(sanitizing: $0) }
        contentType = try fields.value(of: "content-type").flatMap { try? MediaType(parsing: $0) }
        guard contentType?.type != "multipart" else {
            throw fields.problem("has parts itself. Send every file as a part of the form")
        }
        // The field is not for forms any more (section 4.7), but where it is sent it says what the bytes are.
        let encoding = try fields.value(of: "content-transfer-encoding") ?? "binary"
        guard ["7bit", "8bit", "binary"].contains(encoding.lowercased()) else {
            throw fields.problem("is encoded. Send its bytes as they are")
        }
    }
}
