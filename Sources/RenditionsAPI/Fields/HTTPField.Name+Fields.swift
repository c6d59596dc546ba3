package import HTTPTypes

extension HTTPField.Name {
    /// RFC 9530.
    package static let contentDigest = Self("Content-Digest")!
    /// RFC 9530.
    package static let reprDigest = Self("Repr-Digest")!
    /// draft-ietf-httpapi-idempotency-key-header.
    package static let idempotencyKey = Self("Idempotency-Key")!
    /// RFC 7240.
    package static let prefer = Self("Prefer")!
    /// RFC 7240.
    package static let preferenceApplied = Self("Preference-Applied")!
}
