/// The content coding `aws-chunked`: a body in chunks that are signed or not, with a checksum behind it or not.
///
/// It lets a body be sent whose hash is not known when it begins. At least one of the two must be there: without either
/// nothing guards the body, and S3 has no name for it.
package struct ChunkedEncoding: Hashable, Sendable {
    /// Whether each chunk is signed. Over TLS the trailer's checksum is enough, and costs less.
    package var signsChunks: Bool
    /// What is sent behind the body.
    package var trailer: ChecksumAlgorithm?
    /// Bytes of each chunk but the last. S3 wants at least 8,192. Default 65,536.
    package var chunkSize: Int

    package init(signsChunks: Bool, trailer: ChecksumAlgorithm?, chunkSize: Int = 65_536) {
        precondition(signsChunks || trailer != nil, "chunks without signatures need a trailer")
        precondition(chunkSize > 0, "a chunk has at least a byte")
        self.signsChunks = signsChunks
        self.trailer = trailer
        self.chunkSize = chunkSize
    }

    package var payloadHash: PayloadHash {
        signsChunks ? trailer == nil ? .signedChunks : .signedChunksWithTrailer : .unsignedChunksWithTrailer
    }

    /// Bytes that a body has when it is encoded.
    ///
    /// - Parameter length: bytes that it has before.
    package func encodedLength(_ length: Int) -> Int {
        let (whole, rest) = length.quotientAndRemainder(dividingBy: chunkSize)
        var bytes = whole * framed(chunkSize)
        if rest > 0 { bytes += framed(rest) }
        bytes += headLength(0) + 2
        if let trailer {
            bytes += trailer.headerName.utf8.count + 1 + Self.valueLength(trailer) + 2
            if signsChunks { bytes += Self.trailerSignature.utf8.count + 1 + Self.signatureLength + 2 }
        }
        return bytes
    }

    static let chunkSignature = ";chunk-signature="
    static let trailerSignature = "x-amz-trailer-signature"
    private static let signatureLength = 64

    private func framed(_ size: Int) -> Int { headLength(size) + size + 2 }

    private func headLength(_ size: Int) -> Int {
        String(size, radix: 16).utf8.count + 2
            + (signsChunks ? Self.chunkSignature.utf8.count + Self.signatureLength : 0)
    }

    /// In Base64.
    private static func valueLength(_ algorithm: ChecksumAlgorithm) -> Int {
        switch algorithm {
        case .crc32c: 8
        case .sha256: 44
        }
    }
}
