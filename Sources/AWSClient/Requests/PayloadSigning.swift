/// How a request's signature covers its body.
package enum PayloadSigning: Hashable, Sendable {
    /// By the hash of the bytes, which must be in memory.
    case hash
    /// By a SHA-256 that is known, in small hexadecimal digits.
    case sha256(String)
    /// Not at all. For S3 only, and over TLS.
    case unsigned
    /// Piece by piece, or by a checksum behind it. For S3 only.
    case chunked(ChunkedEncoding)
}
