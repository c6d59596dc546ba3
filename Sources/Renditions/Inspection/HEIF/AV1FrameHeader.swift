/// The start of a frame header of AV1 (Bitstream & Decoding Process Specification 5.9.2), up to the frame's size.
///
/// A frame may have a size of its own (5.9.5), and not every decoder compares it with the sequence's, so it is read.
struct AV1FrameHeader {
    /// Layers that the frame belongs to, from its unit's extension (5.3.3).
    struct Layer {
        var temporal = 0
        var spatial = 0
    }

    /// The size that the frame gives itself; nil where it has that of the sequence or of a frame before it.
    private(set) var size: PixelSize?

    private enum Kind: Int {
        case key, inter, intraOnly, switching
    }

    /// Nil where the bytes end within.
    init?(_ bytes: [UInt8], in sequence: AV1SequenceHeader, layer: Layer) {
        // The short form has no frames of other kinds and sizes.
        guard !sequence.isReduced else { return }
        var reader = BigEndianBitReader(bytes)
        // A frame that was decoded before is shown.
        if !reader.flag() { read(&reader, sequence, layer) }
        guard !reader.isExhausted else { return nil }
    }

    private mutating func read(
        _ reader: inout BigEndianBitReader, _ sequence: AV1SequenceHeader, _ layer: Layer
    ) {
        let kind = Kind(rawValue: reader.bits(2)) ?? .key
        let isIntra = kind == .key || kind == .intraOnly
        let isShown = reader.flag()
        if isShown, sequence.hasDecoderModel, !sequence.hasEqualIntervals {
            reader.skip(sequence.presentationTimeBits)
        }
        if !isShown { reader.skip(1) }
        let startsAnew = kind == .switching || kind == .key && isShown
        let isResilient = startsAnew || reader.flag()
        reader.skip(1)
        let usesScreenTools = sequence.screenContentTools == 2 ? reader.flag() : sequence.screenContentTools == 1
        if usesScreenTools, sequence.integerMotion == 2 { reader.skip(1) }
        reader.skip(sequence.identifierBits)
        let hasOwnSize = kind == .switching || reader.flag()
        reader.skip(sequence.orderHintBits)
        if !isIntra, !isResilient { reader.skip(3) }
        if sequence.hasDecoderModel, reader.flag() {
            for point in sequence.operatingPoints where point.hasDecoderModel {
                let isMember = point.layers >> layer.temporal & 1 == 1 && point.layers >> (layer.spatial + 8) & 1 == 1
                if point.layers == 0 || isMember { reader.skip(sequence.removalTimeBits) }
            }
        }
        let refreshed = startsAnew ? 0xFF : reader.bits(8)
        if !isIntra || refreshed != 0xFF, isResilient { reader.skip(8 * sequence.orderHintBits) }
        if !isIntra {
            readReferences(&reader, sequence)
            if hasOwnSize, !isResilient {
                // 5.9.7: up to seven times, whether the size is that of a frame referred to.
                for _ in 0..<7 {
                    if reader.flag() { return }
                }
            }
        }
        guard hasOwnSize else { return }
        size = PixelSize(
            width: reader.bits(sequence.widthBits) + 1, height: reader.bits(sequence.heightBits) + 1)
    }

    private func readReferences(_ reader: inout BigEndianBitReader, _ sequence: AV1SequenceHeader) {
        let isShort = sequence.orderHintBits > 0 && reader.flag()
        if isShort { reader.skip(6) }
        for _ in 0..<7 {
            if !isShort { reader.skip(3) }
            if sequence.identifierBits > 0 { reader.skip(sequence.identifierDeltaBits) }
        }
    }
}
