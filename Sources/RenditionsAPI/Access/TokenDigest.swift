internal import Crypto

/// SHA-256 of a token: all that is kept of it.
struct TokenDigest: Sendable, Hashable {
    /// 32 bytes.
    private let bytes: [UInt8]

    init(of token: String) { bytes = Array(SHA256.hash(data: Array(token.utf8))) }

    /// From 64 hexadecimal digits, in either case.
    init?(hexadecimal text: String) {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 64, text.utf8.count == 64 else { return nil }
        bytes = stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// Whether both are the same, in a time that does not depend on where they differ.
    func matches(_ other: TokenDigest) -> Bool {
        zip(bytes, other.bytes).reduce(0) { difference, pair in difference | (pair.0 ^ pair.1) } == 0
    }
}

extension TokenDigest: CustomStringConvertible {
    /// Says nothing: a short token can be found again from its digest.
    var description: String { "…" }
}
