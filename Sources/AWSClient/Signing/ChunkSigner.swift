internal import Crypto
package import NIOCore

/// Signs the chunks of a body, and its trailer. Each signature covers the one before; the first covers the request's.
package struct ChunkSigner: Sendable {
    private let key: SigningKey
    private let time: SigningTime
    private var previous: String

    /// - Parameter seed: of the request's headers.
    package init(_ seed: RequestSignature) {
        key = seed.key
        time = seed.time
        previous = seed.value
    }

    /// The signature of the next chunk; the last one is empty.
    package mutating func signature(ofChunk bytes: ByteBuffer) -> String {
        sign("AWS4-HMAC-SHA256-PAYLOAD", [PayloadHash.empty.text, PayloadHash.of(bytes).text])
    }

    /// The signature of the trailer, after that of the last chunk.
    package mutating func signature(ofTrailer name: String, _ value: String) -> String {
        sign("AWS4-HMAC-SHA256-TRAILER", [PayloadHash.of(ByteBuffer(string: "\(name):\(value)\n")).text])
    }

    private mutating func sign(_ kind: String, _ hashes: [String]) -> String {
        let text = ([kind, time.stamp, key.scope.description, previous] + hashes).joined(separator: "\n")
        previous = key.signature(of: text)
        return previous
    }
}
