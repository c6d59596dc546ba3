internal import Crypto
internal import NIOCore
internal import Renditions

/// The SHA-256 of an object's bytes, taken while they pass.
struct ContentDigest: Sendable {
    private var hash = SHA256()

    mutating func update(_ bytes: ByteBuffer) {
        bytes.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
    }

    /// The digest in lower-case base 32 (RFC 4648's alphabet) without padding: 52 digits, as the memory store has them.
    var entityTag: EntityTag {
        EntityTag(Base32.encode(hash.finalize(), length: 52))
    }
}
