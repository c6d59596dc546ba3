internal import HTTPTypes
internal import Renditions

/// What the header fields of an upload say.
struct UploadFields: Sendable {
    var mediaType: MediaType?
    var length: Int?
    var digests: [ContentDigest]
    var idempotencyKey: String?
    var prefer: Prefer

    /// - Throws: ``Problem`` with codes `invalid-request`, `unsupported-format`.
    init(_ head: HTTPRequest) throws {
        let fields = head.headerFields
        if let coding = fields[.contentEncoding], coding.lowercased() != "identity" {
            throw Problem(.unsupportedFormat, "Send the bytes as they are, without Content-Encoding.")
        }
        mediaType = try MediaType(fields: fields)
        length = try fields[.contentLength].map { text in
            guard let length = Int(text), length >= 0 else {
                throw Problem(.invalidRequest, "Content-Length is a number of bytes.")
            }
            return length
        }
        digests = try ContentDigest.all(in: fields)
        idempotencyKey = try IdempotencyKey(fields: fields)?.rawValue
        prefer = Prefer(head)
    }

    var isForm: Bool { mediaType?.essence == "multipart/form-data" }

    /// Where a file goes.
    func key(for principal: Principal, index: Int) throws -> ObjectKey {
        guard let idempotencyKey else { return try UploadKey.random() }
        return try UploadKey.repeated(idempotencyKey, by: principal.subject, index: index)
    }
}
