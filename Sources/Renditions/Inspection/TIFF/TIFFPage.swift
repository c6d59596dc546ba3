/// One page of a TIFF: its geometry, how its samples are stored, and where its strips or tiles stand.
struct TIFFPage {
    /// Compressions that have decoders of good record: none, CCITT (2 to 4), LZW, JPEG, deflate by both its numbers, and
    /// PackBits (TIFF 6.0 sections 9 to 13; Adobe Photoshop TIFF Technical Notes).
    private static let compressions: Set<Int> = [1, 2, 3, 4, 5, 7, 8, 32773, 32946]
    /// Samples of one pixel: CMYK with alpha has five, and some files carry a few masks more.
    private static let maximumSamples = 8

    let size: PixelSize
    let bitDepth: Int
    let hasAlpha: Bool
    let colorSpace: ColorSpace
    /// Channels as decoded; a palette becomes three.
    let bands: Int
    /// Number of strips or tiles that the geometry asks for.
    let segmentCount: Int
    private let offsets: TIFFEntry
    private let lengths: TIFFEntry
    private let structure: TIFFStructure

    /// The size alone, so that limits decide before anything else is complained about.
    static func size(_ directory: TIFFDirectory, _ structure: TIFFStructure) throws(RenderError) -> PixelSize {
        guard let width = structure.number(directory, 256), let height = structure.number(directory, 257), width > 0,
            height > 0
        else { throw .invalid("A page of the TIFF has no width or no height") }
        return PixelSize(width: width, height: height)
    }

    init(_ directory: TIFFDirectory, _ structure: TIFFStructure, size: PixelSize) throws(RenderError) {
        func number(_ tag: Int) -> Int? { structure.number(directory, tag) }
        let (width, height) = (size.width, size.height)
        guard Self.compressions.contains(number(259) ?? 1) else {
            throw .invalid("A page of the TIFF is compressed in a way that is not supported")
        }
        let samples = number(277) ?? 1
        guard (1...Self.maximumSamples).contains(samples) else {
            throw .invalid("A page of the TIFF has \(samples) samples per pixel")
        }
        let depth = try Self.bitDepth(directory, structure, samples)
        guard let photometric = number(262), let (space, base, decoded) = Self.channels(photometric) else {
            throw .invalid("A page of the TIFF has colours of a kind that is not supported")
        }
        guard samples >= base else { throw .invalid("A page of the TIFF has too few samples for its colours") }
        let planes = number(284) ?? 1
        guard planes == 1 || planes == 2 else { throw .invalid("The TIFF's planes are arranged in an unknown way") }

        self.size = size
        // What a palette leads to has eight bits.
        bitDepth = photometric == 3 ? 8 : depth
        hasAlpha = samples > base
        colorSpace = space
        bands = samples - base + decoded
        self.structure = structure
        let perPlane: Int
        if let tileWidth = number(322), let tileHeight = number(323) {
            // Tiles are multiples of 16 (TIFF 6.0 section 15); a tile far larger than its page, by its sides or as a
            // whole, is a lie about memory.
            guard tileWidth > 0, tileHeight > 0, tileWidth % 16 == 0, tileHeight % 16 == 0,
                tileWidth <= max(width, 1024) + 15, tileHeight <= max(height, 1024) + 15,
                PixelSize(width: tileWidth, height: tileHeight).area / 2 <= max(size.area, 1 << 20)
            else { throw .invalid("The TIFF's tiles have an impossible size") }
            perPlane = ((width - 1) / tileWidth + 1) * ((height - 1) / tileHeight + 1)
        } else {
            let rows = number(278) ?? height
            guard rows > 0 else { throw .invalid("The TIFF's strips have no rows") }
            perPlane = (height - 1) / min(rows, height) + 1
        }
        segmentCount = planes == 2 ? perPlane * samples : perPlane
        guard let offsets = directory[324] ?? directory[273], let lengths = directory[325] ?? directory[279] else {
            if directory.isDamaged { throw .truncated(in: "the list of strips or tiles") }
            throw .invalid("A page of the TIFF does not say where its pixels stand")
        }
        guard offsets.count >= segmentCount, lengths.count >= segmentCount else {
            throw .invalid("A page of the TIFF has fewer strips or tiles than its size asks for")
        }
        self.offsets = offsets
        self.lengths = lengths
    }

    /// Bits of one sample, the same for all.
    private static func bitDepth(
        _ directory: TIFFDirectory, _ structure: TIFFStructure, _ samples: Int
    ) throws(RenderError) -> Int {
        guard let entry = directory[258] else { return 1 }
        let depths = (0..<min(entry.count, samples)).map { structure.number(entry, $0) ?? 0 }
        guard let first = depths.first, [1, 2, 4, 8, 16, 32].contains(first), depths.allSatisfy({ $0 == first }) else {
            throw .invalid("A page of the TIFF has samples of a depth that is not supported")
        }
        return first
    }

    /// Colour space, stored channels and decoded channels of a photometric interpretation (TIFF 6.0 sections 4 to 23).
    private static func channels(_ photometric: Int) -> (ColorSpace, Int, Int)? {
        switch photometric {
        case 0, 1: (.grey, 1, 1)
        case 2, 6: (.rgb, 3, 3)
        case 3: (.rgb, 1, 3)
        case 5: (.cmyk, 4, 4)
        case 8, 9: (.lab, 3, 3)
        default: nil
        }
    }

    /// Whether every strip or tile lies within the file.
    var holdsAllSegments: Bool {
        (0..<segmentCount).allSatisfy { index in
            guard let offset = structure.number(offsets, index), let length = structure.number(lengths, index) else {
                return false
            }
            return length > 0 && structure.view.holds(offset, length)
        }
    }
}
