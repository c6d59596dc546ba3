/// The units of an AV1 picture (Bitstream & Decoding Process Specification 5.3 to 5.9). Its tiles mean nothing.
struct SampleAV1 {
    /// A frame header up to the frame's size.
    struct Frame {
        /// 0 key, 1 inter, 2 intra only, 3 switching.
        var kind = 0
        var isShown = true
        var isResilient = false
        /// Whether each number of the header is written in its longest form.
        var isLong = false
        /// Its own size; nil for the sequence's.
        var size: (width: Int, height: Int)?
        /// Whether it has the size of a frame that it refers to.
        var borrowsSize = false
    }

    var width = 16
    var height = 8
    /// The short form of a still picture.
    var isReduced = true
    /// Everything that the long form may hold before the size: timing, a decoder's model, several operating points.
    var hasModel = false
    var hasIdentifiers = false
    var hasOrderHint = false
    /// Bits of a side; nil for as many as it needs.
    var sideBits: Int?

    /// A picture as encoders write it: a sequence header and one frame.
    static func picture(_ width: Int, _ height: Int) -> [UInt8] {
        let sample = SampleAV1(width: width, height: height)
        return unit(2, []) + unit(1, sample.sequenceHeader) + unit(6, [1, 2, 3, 4])
    }

    /// A unit with a length; one of its own is a lie.
    static func unit(_ type: Int, _ body: [UInt8], length: Int? = nil, layer: Int? = nil) -> [UInt8] {
        let head = UInt8(type << 3 | 2 | (layer == nil ? 0 : 4))
        return .joining([head], layer.map { [UInt8($0 << 3)] } ?? [], leb128(length ?? body.count), body)
    }

    /// Seven bits a byte, the lowest first (4.10.5).
    static func leb128(_ value: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value
        repeat {
            bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        return bytes
    }

    private func bitCount(_ side: Int) -> Int { sideBits ?? max(1, Int.bitWidth - (side - 1).leadingZeroBitCount) }

    /// 5.5.1, up to the order hint.
    var sequenceHeader: [UInt8] {
        var bits = SampleBits([(0, 3), (1, 1), (isReduced ? 1 : 0, 1)])
        if isReduced {
            bits.append([(0, 5)])
        } else if hasModel {
            // Timing: two numbers, uneven intervals; a model with delays of 20 bits, times of 12 and 9.
            bits.append([(1, 1), (1, 32), (30, 32), (0, 1), (1, 1), (19, 5), (1, 32), (11, 5), (8, 5)])
            // Display delays, two points: one of a high level with a tier and everything, one without.
            bits.append([(1, 1), (1, 5)])
            bits.append([(0x101, 12), (8, 5), (1, 1), (1, 1), (5, 20), (6, 20), (0, 1), (1, 1), (3, 4)])
            bits.append([(0, 12), (7, 5), (0, 1), (0, 1)])
        } else {
            bits.append([(0, 1), (0, 1), (0, 5), (0, 12), (4, 5)])
        }
        let (across, down) = (bitCount(width), bitCount(height))
        bits.append([(across - 1, 4), (down - 1, 4), (width - 1, across), (height - 1, down)])
        if !isReduced {
            bits.append([(hasIdentifiers ? 1 : 0, 1)])
            // Differences of 5 bits, identifiers of 8.
            if hasIdentifiers { bits.append([(3, 4), (2, 3)]) }
        }
        bits.append([(0, 3)])
        if !isReduced {
            bits.append([(0, 4), (hasOrderHint ? 1 : 0, 1)])
            if hasOrderHint { bits.append([(0, 2)]) }
            // Each frame says whether it has tools for screens, and none needs whole motion vectors.
            bits.append([(1, 1), (1, 1)])
            if hasOrderHint { bits.append([(6, 3)]) }
        }
        // Superresolution and two filters, colours, film grain, and the bit that ends the payload.
        bits.append([(0, 3), (0, 7), (1, 1)])
        return bits.bytes
    }

    /// 5.9.2 up to the size, of the long form.
    func frameHeader(_ frame: Frame) -> [UInt8] {
        let isIntra = frame.kind == 0 || frame.kind == 2
        let startsAnew = frame.kind == 3 || frame.kind == 0 && frame.isShown
        let isResilient = startsAnew || frame.isResilient
        var bits = SampleBits([(0, 1), (frame.kind, 2), (frame.isShown ? 1 : 0, 1)])
        if frame.isShown, hasModel { bits.append([(77, 9)]) }
        if !frame.isShown { bits.append([(0, 1)]) }
        if !startsAnew { bits.append([(frame.isResilient ? 1 : 0, 1)]) }
        bits.append([(0, 1), (frame.isLong ? 1 : 0, 1)])
        if frame.isLong { bits.append([(1, 1)]) }
        if hasIdentifiers { bits.append([(0xA5, 8)]) }
        if frame.kind != 3 { bits.append([(frame.size == nil && !frame.borrowsSize ? 0 : 1, 1)]) }
        if hasOrderHint { bits.append([(0x55, 7)]) }
        if !isIntra, !isResilient { bits.append([(7, 3)]) }
        // Of the two points one is modelled.
        if hasModel { bits.append(frame.isLong ? [(1, 1), (99, 12)] : [(0, 1)]) }
        if !startsAnew { bits.append([(0x0F, 8)]) }
        if !isIntra || !startsAnew, isResilient, hasOrderHint {
            bits.append(Array(repeating: (0x2A, 7), count: 8))
        }
        if !isIntra {
            if hasOrderHint { bits.append(frame.isLong ? [(0, 1)] : [(1, 1), (0, 6)]) }
            for _ in 0..<7 {
                if frame.isLong || !hasOrderHint { bits.append([(5, 3)]) }
                if hasIdentifiers { bits.append([(1, 5)]) }
            }
            if frame.borrowsSize { bits.append([(1, 3)]) }
            if frame.size != nil, !isResilient { bits.append([(0, 7)]) }
        }
        if let size = frame.size ?? (frame.kind == 3 ? (width, height) : nil) {
            bits.append([(size.width - 1, bitCount(width)), (size.height - 1, bitCount(height))])
        }
        bits.append([(0x55, 8)])
        return bits.bytes
    }

    /// A picture with this sequence header and these frames.
    func picture(_ frames: [Frame]) -> [UInt8] {
        let units = frames.map { Self.unit(6, frameHeader($0), layer: 0) }
        return .joining(Self.unit(2, []), Self.unit(1, sequenceHeader), Array(units.joined()))
    }
}
