/// Decompresses the small zlib streams of metadata (RFC 1950, RFC 1951). Output is bounded, and grows only with what the
/// stream really yields. Of originals, pixels are never inflated here; the tests' own reader of PNG uses it for that.
package struct Inflate {
    /// Code lengths of the code for code lengths come in this order (RFC 1951 3.2.7).
    private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    /// Shortest match and extra bits of the length codes 257 to 285, then of the distance codes (RFC 1951 3.2.5).
    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577,
    ]

    private let view: ByteView
    private let maximumBytes: Int
    private var offset = 2
    private var held = 0
    private var heldBits = 0
    private var output: [UInt8] = []

    private init(_ view: ByteView, _ maximumBytes: Int) {
        self.view = view
        self.maximumBytes = maximumBytes
    }

    /// The contents of a zlib stream; nil where it is damaged, wants a dictionary, or yields more than `maximumBytes`.
    static func zlib(_ view: ByteView, maximumBytes: Int) -> [UInt8]? {
        guard let header = view.u16(0, .big), header >> 8 & 15 == 8, header % 31 == 0, header & 32 == 0 else {
            return nil
        }
        var inflate = Inflate(view, maximumBytes)
        guard inflate.run(), view.u32(inflate.offset, .big) == adler32(inflate.output) else { return nil }
        return inflate.output
    }

    /// The contents of a zlib stream, as above.
    package static func zlib(_ bytes: [UInt8], maximumBytes: Int) -> [UInt8]? {
        bytes.withUnsafeBytes { zlib(ByteView($0), maximumBytes: maximumBytes) }
    }

    package static func adler32(_ bytes: [UInt8]) -> Int {
        var (low, high) = (1, 0)
        for byte in bytes {
            low = (low + Int(byte)) % 65521
            high = (high + low) % 65521
        }
        return high << 16 | low
    }

    /// Reads all blocks, and gives back the whole bytes that were read ahead.
    private mutating func run() -> Bool {
        while let header = bits(3) {
            let isDone: Bool
            switch header >> 1 {
            case 0: isDone = copyStored()
            case 1: isDone = expand(.fixedLiterals, .fixedDistances)
            case 2: isDone = expandDynamic()
            default: return false
            }
            guard isDone else { return false }
            if header & 1 == 1 {
                offset -= heldBits / 8
                return true
            }
        }
        return false
    }

    /// The next `count` bits, at most 16; nil at the end of the data.
    private mutating func bits(_ count: Int) -> Int? {
        while heldBits < count {
            guard let byte = view.u8(offset) else { return nil }
            held |= byte << heldBits
            heldBits += 8
            offset += 1
        }
        let value = held & (1 << count - 1)
        held >>= count
        heldBits -= count
        return value
    }

    private mutating func copyStored() -> Bool {
        _ = bits(heldBits % 8)
        guard let length = bits(16), let inverse = bits(16), length ^ inverse == 0xFFFF,
            let stored = view.slice(offset - heldBits / 8, length), output.count + length <= maximumBytes
        else { return false }
        offset += length - heldBits / 8
        (held, heldBits) = (0, 0)
        output += stored.bytes
        return true
    }

    private mutating func expandDynamic() -> Bool {
        guard let literals = bits(5), let distances = bits(5), let ordered = bits(4) else { return false }
        var lengths = [Int](repeating: 0, count: 19)
        for index in 0..<ordered + 4 {
            guard let length = bits(3) else { return false }
            lengths[Self.lengthOrder[index]] = length
        }
        guard let code = HuffmanCode(lengths[...]) else { return false }
        lengths = []
        while lengths.count < literals + 257 + distances + 1 {
            guard let symbol = next(code) else { return false }
            switch symbol {
            case 16:
                guard let last = lengths.last, let extra = bits(2) else { return false }
                lengths += repeatElement(last, count: extra + 3)
            case 17, 18:
                guard let extra = bits(symbol == 17 ? 3 : 7) else { return false }
                lengths += repeatElement(0, count: extra + (symbol == 17 ? 3 : 11))
            default: lengths.append(symbol)
            }
        }
        guard lengths.count == literals + 257 + distances + 1, let literal = HuffmanCode(lengths[..<(literals + 257)]),
            let distance = HuffmanCode(lengths[(literals + 257)...])
        else { return false }
        return expand(literal, distance)
    }

    private mutating func expand(_ literals: HuffmanCode, _ distances: HuffmanCode) -> Bool {
        while let symbol = next(literals) {
            if symbol == 256 { return true }
            if symbol < 256 {
                guard output.count < maximumBytes else { return false }
                output.append(UInt8(symbol))
                continue
            }
            guard symbol - 257 < Self.lengthBases.count, let extra = bits(Self.lengthBits[symbol - 257]),
                let code = next(distances), code < Self.distanceBases.count, let more = bits(max(0, code / 2 - 1))
            else { return false }
            let length = Self.lengthBases[symbol - 257] + extra
            let distance = Self.distanceBases[code] + more
            guard distance <= output.count, output.count + length <= maximumBytes else { return false }
            for _ in 0..<length { output.append(output[output.count - distance]) }
        }
        return false
    }

    /// The next symbol of a code, bit by bit: the streams are small.
    private mutating func next(_ code: HuffmanCode) -> Int? {
        var walk = HuffmanCode.Walk()
        while let bit = bits(1) {
            switch code.step(&walk, bit) {
            case .symbol(let symbol): return symbol
            case .more: continue
            case .invalid: return nil
            }
        }
        return nil
    }
}
