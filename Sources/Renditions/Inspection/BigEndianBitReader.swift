/// Reads bits from the highest of each byte downwards, as video codecs write them.
///
/// Beyond the end every bit is 0 and ``isExhausted`` is set: who reads a header looks at that once, at its end. Nothing
/// read before may therefore decide about more than how many bits are read next.
struct BigEndianBitReader {
    private let bytes: [UInt8]
    private var position = 0
    /// Whether more was asked for than there is, or a number had no form.
    private(set) var isExhausted = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next `count` bits as a number, at most 32; 0 beyond the end.
    mutating func bits(_ count: Int) -> Int {
        guard (0...32).contains(count), !isExhausted, count <= bytes.count * 8 - position else {
            isExhausted = true
            return 0
        }
        var value = 0
        for _ in 0..<count {
            value = value << 1 | Int(bytes[position / 8] >> UInt8(7 - position % 8) & 1)
            position += 1
        }
        return value
    }

    /// The next bit; false beyond the end.
    mutating func flag() -> Bool { bits(1) == 1 }

    /// Moves over any number of bits.
    mutating func skip(_ count: Int) {
        guard count >= 0, !isExhausted, count <= bytes.count * 8 - position else {
            isExhausted = true
            return
        }
        position += count
    }

    /// The next Exp-Golomb code (ITU-T H.265 9.2, `ue(v)`; AV1 4.10.3, `uvlc()`): as many zeros as bits follow the one
    /// behind them. At most 2^32 - 2; more zeros have no form that both agree on.
    mutating func exponentialGolomb() -> Int {
        var zeros = 0
        while !isExhausted, !flag() {
            zeros += 1
            if zeros > 31 { isExhausted = true }
        }
        guard !isExhausted else { return 0 }
        return (1 << zeros) - 1 + bits(zeros)
    }
}
