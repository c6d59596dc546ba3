/// Bits, the highest of each byte first, as the headers of video codecs are made of them.
struct SampleBits {
    private(set) var bits: [Bool] = []

    init() {}

    /// Numbers, each with how many bits it has.
    init(_ numbers: [(Int, Int)]) { append(numbers) }

    mutating func append(_ numbers: [(Int, Int)]) {
        for (value, count) in numbers {
            for place in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> place & 1 == 1) }
        }
    }

    /// An Exp-Golomb code (ITU-T H.265 9.2).
    mutating func appendExponentialGolomb(_ value: Int) {
        let zeros = Int.bitWidth - 1 - (value + 1).leadingZeroBitCount
        append([(0, zeros), (value + 1, zeros + 1)])
    }

    /// With zeros up to a whole byte.
    var bytes: [UInt8] {
        stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<min(start + 8, bits.count)].enumerated()
                .reduce(0) { $0 | ($1.element ? 0x80 >> UInt8($1.offset) : 0) }
        }
    }
}
