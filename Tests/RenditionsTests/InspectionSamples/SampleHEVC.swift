/// The units of an HEVC picture (ITU-T H.265 7.3). Its slices mean nothing.
struct SampleHEVC {
    var width = 16
    var height = 8
    /// 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4.
    var chroma = 1
    /// The conformance window, in its own units: left, right, top, bottom.
    var window: [Int]?
    /// Layers below the highest, each with a profile and a level.
    var layers = 0

    /// A sequence parameter set with its header and emulation prevention.
    var parameterSet: [UInt8] {
        var bits = SampleBits([(0, 4), (layers, 3), (1, 1)])
        // A profile that is full of zeros, so that prevention has something to do.
        bits.append([(3, 8), (0, 32), (0, 32), (0, 16), (93, 8)])
        if layers > 0 {
            for _ in 0..<layers { bits.append([(1, 1), (1, 1)]) }
            for _ in layers..<8 { bits.append([(0, 2)]) }
            for _ in 0..<layers { bits.append([(0, 32), (1, 32), (0, 24), (60, 8)]) }
        }
        bits.appendExponentialGolomb(0)
        bits.appendExponentialGolomb(chroma)
        if chroma == 3 { bits.append([(0, 1)]) }
        bits.appendExponentialGolomb(width)
        bits.appendExponentialGolomb(height)
        bits.append([(window == nil ? 0 : 1, 1)])
        for number in window ?? [] { bits.appendExponentialGolomb(number) }
        // Depths, and the bit that ends the payload.
        bits.append([(1, 1), (1, 1), (1, 1)])
        return Self.unit(33, bits.bytes)
    }

    /// A unit with its header of two bytes.
    static func unit(_ type: Int, _ body: [UInt8], layer: Int = 0) -> [UInt8] {
        var bytes = [UInt8(type << 1 | layer >> 5), UInt8((layer & 31) << 3 | 1)]
        var zeros = 0
        for byte in body {
            if byte <= 3, zeros >= 2 {
                bytes.append(3)
                zeros = 0
            }
            bytes.append(byte)
            zeros = byte == 0 ? zeros + 1 : 0
        }
        return bytes
    }

    /// Units as an item holds them, each behind its length.
    static func stream(_ units: [[UInt8]]) -> [UInt8] {
        Array(units.map { [UInt8].big($0.count, 4) + $0 }.joined())
    }

    /// The first slice of a picture.
    static let slice = unit(19, [0x80, 1, 2, 3])

    /// The configuration: lists of one unit each. `widths` holds two bits of how wide lengths are.
    static func configuration(_ units: [[UInt8]], widths: Int = 3) -> [UInt8] {
        let lists = units.map { [UInt8].joining([$0.first ?? 0], .big(1, 2), .big($0.count, 2), $0) }
        return SampleHEIF.box(
            "hvcC",
            .joining(
                [1, 3], .zeros(14), [0xFD, 0xF8, 0xF8, 0, 0], [UInt8(0x0C | widths), UInt8(units.count)],
                Array(lists.joined())))
    }
}
