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
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        var digits: [UInt8] = []
        var accumulator: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in hash.finalize() {
            accumulator = accumulator << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                digits.append(alphabet[Int(accumulator >> bitCount & 31)])
            }
        }
        if bitCount > 0 { digits.append(alphabet[Int(accumulator << (5 - bitCount) & 31)]) }
        return EntityTag(String(decoding: digits, as: UTF8.self))
    }
}
