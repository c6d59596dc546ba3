/// The sequence header of AV1 (Bitstream & Decoding Process Specification 5.5.1), as far as it tells the largest size of
/// a frame and how frame headers are read.
struct AV1SequenceHeader {
    /// One choice of layers, as far as frame headers depend on it.
    struct OperatingPoint {
        /// Which layers belong to it: temporal ones in the lowest eight bits, spatial ones above; 0 for all.
        let layers: Int
        let hasDecoderModel: Bool
    }

    /// The largest frame: max_frame_width_minus_1 and max_frame_height_minus_1, plus one.
    let size: PixelSize
    let widthBits: Int
    let heightBits: Int
    let isReduced: Bool
    private(set) var operatingPoints: [OperatingPoint] = []
    private(set) var hasEqualIntervals = false
    private(set) var hasDecoderModel = false
    private(set) var removalTimeBits = 0
    private(set) var presentationTimeBits = 0
    /// Bits of a frame's identifier; 0 where frames have none.
    private(set) var identifierBits = 0
    private(set) var identifierDeltaBits = 0
    private(set) var orderHintBits = 0
    /// 0 or 1 for all frames, 2 where each says it.
    private(set) var screenContentTools = 2
    private(set) var integerMotion = 2

    /// Nil where the bytes end within.
    init?(_ bytes: [UInt8]) {
        var reader = BigEndianBitReader(bytes)
        reader.skip(4)
        let isReduced = reader.flag()
        self.isReduced = isReduced
        var points = Points()
        if isReduced {
            reader.skip(5)
            points.list = [OperatingPoint(layers: 0, hasDecoderModel: false)]
        } else {
            points.read(&reader)
        }
        operatingPoints = points.list
        hasEqualIntervals = points.hasEqualIntervals
        hasDecoderModel = points.hasDecoderModel
        removalTimeBits = points.removalTimeBits
        presentationTimeBits = points.presentationTimeBits
        widthBits = reader.bits(4) + 1
        heightBits = reader.bits(4) + 1
        size = PixelSize(width: reader.bits(widthBits) + 1, height: reader.bits(heightBits) + 1)
        if !isReduced, reader.flag() {
            identifierDeltaBits = reader.bits(4) + 2
            identifierBits = reader.bits(3) + identifierDeltaBits + 1
        }
        // Superblocks and two filters within frames.
        reader.skip(3)
        if !isReduced { readTools(&reader) }
        guard !reader.isExhausted else { return nil }
    }

    private mutating func readTools(_ reader: inout BigEndianBitReader) {
        reader.skip(4)
        let hasOrderHint = reader.flag()
        if hasOrderHint { reader.skip(2) }
        if !reader.flag() { screenContentTools = reader.bits(1) }
        if screenContentTools > 0, !reader.flag() { integerMotion = reader.bits(1) }
        if hasOrderHint { orderHintBits = reader.bits(3) + 1 }
    }

    /// Timing and operating points, which stand before the size.
    private struct Points {
        var list: [OperatingPoint] = []
        var hasEqualIntervals = false
        var hasDecoderModel = false
        var removalTimeBits = 0
        var presentationTimeBits = 0

        mutating func read(_ reader: inout BigEndianBitReader) {
            var delayBits = 0
            if reader.flag() {
                // 5.5.3: two numbers of 32 bits, then whether pictures follow each other evenly.
                reader.skip(64)
                hasEqualIntervals = reader.flag()
                if hasEqualIntervals { _ = reader.exponentialGolomb() }
                hasDecoderModel = reader.flag()
                if hasDecoderModel {
                    delayBits = reader.bits(5) + 1
                    reader.skip(32)
                    removalTimeBits = reader.bits(5) + 1
                    presentationTimeBits = reader.bits(5) + 1
                }
            }
            let hasDisplayDelay = reader.flag()
            for _ in 0...reader.bits(5) {
                let layers = reader.bits(12)
                // Levels above 3.3 have tiers.
                if reader.bits(5) > 7 { reader.skip(1) }
                let isModelled = hasDecoderModel && reader.flag()
                if isModelled { reader.skip(2 * delayBits + 1) }
                if hasDisplayDelay, reader.flag() { reader.skip(4) }
                list.append(OperatingPoint(layers: layers, hasDecoderModel: isModelled))
            }
        }
    }
}
