#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Codes the blocks of one plane, one after the other.
struct JPEGBlockCoder {
    private let steps: [Int]
    private let dc: JPEGHuffmanTable
    private let ac: JPEGHuffmanTable
    /// The DC coefficient of the block before (ITU-T T.81 F.1.1.5.1).
    private var previous = 0

    init(_ quality: Int, isChroma: Bool) {
        steps = JPEGQuantization.steps(quality, isChroma: isChroma)
        dc = isChroma ? .chromaDC : .lumaDC
        ac = isChroma ? .chromaAC : .lumaAC
    }

    /// Transforms, quantises and codes 64 samples, given row by row.
    mutating func encode(_ block: [Double], to writer: inout JPEGBitWriter) {
        let frequencies = Self.transform(block)
        let coefficients = JPEGQuantization.zigzag.map { Int((frequencies[$0] / Double(steps[$0])).rounded()) }
        let difference = coefficients[0] - previous
        previous = coefficients[0]
        Self.append(difference, behind: 0, dc, to: &writer)
        // F.1.2.2: each coefficient with the number of zeros before it; 0xF0 is sixteen zeros, 0 is the block's end.
        var zeros = 0
        for coefficient in coefficients.dropFirst() {
            if coefficient == 0 {
                zeros += 1
                continue
            }
            while zeros > 15 {
                Self.append(ac.code(0xF0), to: &writer)
                zeros -= 16
            }
            Self.append(coefficient, behind: zeros, ac, to: &writer)
            zeros = 0
        }
        if zeros > 0 { Self.append(ac.code(0), to: &writer) }
    }

    /// Codes how many bits a value has, then these bits; of a negative value, those of its predecessor (F.1.2.1.1).
    private static func append(
        _ value: Int, behind zeros: Int, _ table: JPEGHuffmanTable, to writer: inout JPEGBitWriter
    ) {
        let count = Int.bitWidth - abs(value).leadingZeroBitCount
        append(table.code(zeros << 4 | count), to: &writer)
        writer.append(value < 0 ? value - 1 : value, count: count)
    }

    private static func append(_ code: (bits: Int, count: Int), to writer: inout JPEGBitWriter) {
        writer.append(code.bits, count: code.count)
    }

    /// Row u holds the cosines of frequency u (A.3.3), with half of its weight.
    private static let basis: [Double] = (0..<64).map { index in
        let (frequency, place) = (Double(index / 8), Double(index % 8))
        return cos((2 * place + 1) * frequency * .pi / 16) / 2 * (frequency == 0 ? 0.5.squareRoot() : 1)
    }

    /// The forward cosine transform (A.3.3), along rows, then along columns.
    private static func transform(_ block: [Double]) -> [Double] {
        let basis = basis
        // Each pass turns rows to columns, so that two of them give the order back.
        func pass(_ input: [Double]) -> [Double] {
            var output = [Double](repeating: 0, count: 64)
            for line in 0..<8 {
                for frequency in 0..<8 {
                    var sum = 0.0
                    for place in 0..<8 { sum += input[line * 8 + place] * basis[frequency * 8 + place] }
                    output[frequency * 8 + line] = sum
                }
            }
            return output
        }
        return pass(pass(block))
    }
}
