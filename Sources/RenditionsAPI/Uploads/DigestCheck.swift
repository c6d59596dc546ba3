internal import Crypto
internal import NIOCore

/// Compares bytes with what somebody says that they hash to.
struct DigestCheck: Sendable {
    private let wanted: [ContentDigest]
    private var sha256: SHA256?
    private var sha512: SHA512?

    init(_ wanted: [ContentDigest]) {
        self.wanted = wanted
        if wanted.contains(where: { $0.algorithm == .sha256 }) { sha256 = SHA256() }
        if wanted.contains(where: { $0.algorithm == .sha512 }) { sha512 = SHA512() }
    }

    mutating func add(_ bytes: ByteBuffer) {
        bytes.withUnsafeReadableBytes { memory in
            sha256?.update(bufferPointer: memory)
            sha512?.update(bufferPointer: memory)
        }
    }

    /// Whether the bytes so far have every digest.
    var holds: Bool {
        wanted.allSatisfy { digest in
            switch digest.algorithm {
            case .sha256: sha256.map { $0.finalize().elementsEqual(digest.bytes) } ?? false
            case .sha512: sha512.map { $0.finalize().elementsEqual(digest.bytes) } ?? false
            }
        }
    }
}
