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

    /// What stands for the idempotency key and a file's place in the request; nil where there is no key.
    func repeatKey(for principal: Principal, index: Int) throws -> ObjectKey? {
        try idempotencyKey.map { try UploadKey.repeated($0, by: principal.subject, index: index) }
    }
}
