/// Walks the units of an HEVC picture for the sizes that its sequence parameter sets tell: those in its configuration
/// first (ISO/IEC 14496-15 8.3.3.1), then those in its data (ISO/IEC 23008-12 annex B.2), as decoders get them.
struct HEVCStream {
    /// Bytes of a unit that are looked at. The start of a parameter set has about 120, a few more with its emulation
    /// prevention.
    private static let lookedAt = 512

    private(set) var picture = CodedPicture()

    /// - Parameter configuration: the body of an `hvcC` box. Lists of units stand behind 22 bytes.
    mutating func read(configuration: ByteView, _ budget: inout UnitBudget) throws(RenderError) {
        guard let widths = configuration.u8(21), let lists = configuration.u8(22) else { throw Self.damaged() }
        // Decoders do not agree about lengths of other widths, and writers write no others.
        guard widths & 3 == 3 else { throw .invalid("The HEVC data has lengths of a width that is not supported") }
        var offset = 23
        for _ in 0..<lists {
            guard let count = configuration.u16(offset + 1, .big) else { throw Self.damaged() }
            offset += 3
            for _ in 0..<count {
                try budget.count()
                guard let length = configuration.u16(offset, .big),
                    let unit = configuration.slice(offset + 2, length)
                else { throw Self.damaged() }
                guard try read(HEIFItemBytes(unit).next(Self.lookedAt)) else { throw Self.damaged() }
                offset += 2 + length
            }
        }
    }

    mutating func read(_ stream: HEIFItemBytes, _ budget: inout UnitBudget) throws(RenderError) {
        var bytes = stream
        while bytes.remaining > 0 {
            try budget.count()
            let field = bytes.next(4)
            guard field.count == 4 else {
                guard bytes.isCut else { throw Self.damaged() }
                return
            }
            let length = field.reduce(0) { $0 << 8 | Int($1) }
            bytes.skip(4)
            let isWhole = length <= bytes.remaining
            guard isWhole || bytes.isCut else { throw Self.damaged() }
            let isUnderstood = try read(bytes.next(min(length, Self.lookedAt)))
            guard isUnderstood || !isWhole else { throw Self.damaged() }
            bytes.skip(length)
        }
    }

    /// Reads one unit (ITU-T H.265 7.3.1): a header of two bytes with its type and layer, then its payload. False where
    /// it does not hold what it should.
    private mutating func read(_ unit: [UInt8]) throws(RenderError) -> Bool {
        // Decoders of one layer leave out the units of others; what has no header is left out too.
        guard unit.count >= 2, unit[0] & 1 == 0, unit[1] >> 3 == 0 else { return true }
        switch unit[0] >> 1 & 0x3F {
        case 33:
            guard let set = HEVCParameterSet(Array(unit.dropFirst(2))) else { return false }
            picture.add(set.coded, shown: set.shown)
        // Slices; the first bit says whether one is the first of its picture (7.3.6.1).
        case 0...31:
            guard unit.count > 2 else { return false }
            if unit[2] & 0x80 != 0 { try picture.addFrame() }
        default: break
        }
        return true
    }

    private static func damaged() -> RenderError { .invalid("The HEVC data of a picture is damaged") }
}
