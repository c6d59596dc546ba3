/// Walks the open bitstream units of an AV1 picture (Bitstream & Decoding Process Specification 5.3) for the sizes that
/// its headers tell: those in its configuration first, then those in its data (AV1 in ISOBMFF 2.3 and 2.4), as decoders
/// get them.
struct AV1Stream {
    /// Bytes of a unit that are looked at. The longest sequence header has about 450, the longest start of a frame header
    /// about 200.
    private static let lookedAt = 512

    private(set) var picture = CodedPicture()
    private var sequence: AV1SequenceHeader?

    /// - Parameter configuration: the body of an `av1C` box, whose units stand behind four bytes.
    mutating func read(configuration: ByteView, _ budget: inout UnitBudget) throws(RenderError) {
        guard let units = configuration.rest(from: 4) else { throw .invalid("The AV1 configuration is damaged") }
        try read(HEIFItemBytes(units), &budget)
    }

    mutating func read(_ stream: HEIFItemBytes, _ budget: inout UnitBudget) throws(RenderError) {
        var bytes = stream
        while bytes.remaining > 0 {
            try budget.count()
            guard let unit = Unit(bytes) else {
                guard bytes.isCut else { throw Self.damaged() }
                return
            }
            bytes.skip(unit.headerLength)
            let length = unit.length ?? bytes.remaining
            let isWhole = length <= bytes.remaining
            guard isWhole || bytes.isCut else { throw Self.damaged() }
            let isUnderstood = try read(unit, bytes.next(min(length, Self.lookedAt)))
            guard isUnderstood || !isWhole else { throw Self.damaged() }
            bytes.skip(length)
        }
    }

    /// Reads one unit; false where it does not hold what it should.
    private mutating func read(_ unit: Unit, _ bytes: [UInt8]) throws(RenderError) -> Bool {
        switch unit.type {
        case 1:
            guard let header = AV1SequenceHeader(bytes) else { return false }
            sequence = header
            picture.add(header.size)
        // A frame's header, the same with its tiles, and a copy, which decoders take for the first where that is missing.
        case 3, 6, 7:
            try picture.addFrame()
            guard let sequence, let header = AV1FrameHeader(bytes, in: sequence, layer: unit.layer) else {
                return false
            }
            if let size = header.size { picture.add(size) }
        default: break
        }
        return true
    }

    private static func damaged() -> RenderError { .invalid("The AV1 data of a picture is damaged") }

    /// The header of a unit (5.3.2): its type, whether it has an extension and a length, then these.
    private struct Unit {
        let type: Int
        let layer: AV1FrameHeader.Layer
        /// Bytes behind the header; nil for all that are left.
        let length: Int?
        let headerLength: Int

        /// Nil where the bytes end within, or the bit is set that never is.
        init?(_ stream: HEIFItemBytes) {
            let bytes = stream.next(10)
            guard let first = bytes.first, first & 0x80 == 0 else { return nil }
            var offset = 1
            var layer = AV1FrameHeader.Layer()
            if first & 0x04 != 0 {
                guard bytes.count > 1 else { return nil }
                layer = AV1FrameHeader.Layer(temporal: Int(bytes[1] >> 5), spatial: Int(bytes[1] >> 3 & 3))
                offset = 2
            }
            type = Int(first >> 3 & 15)
            self.layer = layer
            guard first & 0x02 != 0 else {
                (length, headerLength) = (nil, offset)
                return
            }
            // leb128() of 4.10.5: seven bits a byte, the lowest first, at most eight bytes and 2^32 - 1.
            var value = 0
            for index in 0..<8 {
                guard offset < bytes.count else { return nil }
                value |= Int(bytes[offset] & 0x7F) << (7 * index)
                offset += 1
                if bytes[offset - 1] & 0x80 == 0 {
                    guard value <= Int(UInt32.max) else { return nil }
                    (length, headerLength) = (value, offset)
                    return
                }
            }
            return nil
        }
    }
}
