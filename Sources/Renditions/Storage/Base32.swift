/// Lower-case base 32 (RFC 4648's alphabet) without padding.
package enum Base32 {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    /// The first `length` digits of `bytes`, five bits each; the last digit is filled up with zero bits.
    package static func encode(_ bytes: some Sequence<UInt8>, length: Int) -> String {
        var digits: [UInt8] = []
        var accumulator: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in bytes {
            accumulator = accumulator << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 5, digits.count < length {
                bitCount -= 5
                digits.append(alphabet[Int(accumulator >> bitCount & 31)])
            }
        }
        if bitCount > 0, digits.count < length {
            digits.append(alphabet[Int(accumulator << (5 - bitCount) & 31)])
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
