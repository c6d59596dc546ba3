internal import Renditions
internal import RenditionsTesting

/// The pictures that are uploaded, each made once: writing them takes longer than rendering them.
struct Gallery: Sendable {
    /// The files, without what makes each upload another.
    let files: [[UInt8]]

    init(seed: UInt64) async {
        // From a stamp to a small photograph, so that a render takes from a few milliseconds to about a hundred.
        let widths = [60, 120, 180, 240, 320, 400, 480, 640]
        files = await withTaskGroup(of: (Int, [UInt8]).self) { group in
            for (index, width) in widths.enumerated() {
                group.addTask {
                    let size = PixelSize(width: width, height: width * (index.isMultiple(of: 2) ? 3 : 5) / 4)
                    let photo = TestImage.smoothPhoto(size, seed: seed &+ UInt64(index))
                    return (index, Self.file(photo, number: index))
                }
            }
            return await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
        }.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func file(_ photo: Raster, number: Int) -> [UInt8] {
        switch number % 4 {
        case 0: JPEGWriter.encode(photo, as: .halfChroma)
        case 1: PNGWriter.encode(photo, as: .rgb)
        case 2: TIFFWriter.encode([photo])
        default: GIFWriter.encode(photo)
        }
    }
}
