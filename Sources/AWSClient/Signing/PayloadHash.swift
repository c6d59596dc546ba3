internal import Crypto
package import NIOCore

/// What a signature says of the payload.
package struct PayloadHash: Hashable, Sendable {
    /// As it stands in the canonical request and in `x-amz-content-sha256`.
    package let text: String

    private init(text: String) { self.text = text }

    /// The hash of these bytes.
    package static func of(_ bytes: ByteBuffer) -> PayloadHash { of([bytes]) }

    /// The hash of these bytes, one piece after the other.
    package static func of(_ pieces: [ByteBuffer]) -> PayloadHash {
        if pieces.allSatisfy({ $0.readableBytes == 0 }) { return empty }
        var hash = SHA256()
        for piece in pieces { piece.withUnsafeReadableBytes { hash.update(bufferPointer: $0) } }
        return PayloadHash(text: Hex.text(hash.finalize()))
    }

    /// A SHA-256 that was computed before, in small hexadecimal digits.
    package static func sha256(_ digits: String) -> PayloadHash { PayloadHash(text: digits) }

    package static let empty = PayloadHash(text: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    /// The signature does not cover the payload.
    package static let unsigned = PayloadHash(text: "UNSIGNED-PAYLOAD")
    /// Chunks that are signed each.
    package static let signedChunks = PayloadHash(text: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
    /// The same, with a trailer that is signed as well.
    package static let signedChunksWithTrailer = PayloadHash(text: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")
    /// Chunks that are not signed, with a trailer.
    package static let unsignedChunksWithTrailer = PayloadHash(text: "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
}
