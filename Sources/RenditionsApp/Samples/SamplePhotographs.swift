internal import NIOCore
internal import Renditions
internal import RenditionsVips

/// The pictures that `make demo` works on where nobody gives any: painted by our own code, of the sizes and kinds that
/// a site gets.
struct SamplePhotographs: Sendable {
    let engine: VipsEngine
    /// Pixels of the longer side of the largest; the others follow.
    var longestSide = 6000

    /// File names, in alphabetical order.
    static let names = [
        "aurora.jpg", "emblem.png", "lake.jpg", "street-lights.jpg", "tartan.webp", "waves.gif",
    ]

    /// Paints one.
    ///
    /// - Returns: nil for a name that is not in ``names``.
    /// - Throws: `RenderError`.
    func paint(_ name: String) async throws -> ByteBuffer? {
        switch name {
        case "aurora.jpg": try await aurora()
        case "emblem.png": try await engine.encode(FlowerEmblem().paint(size(0.2, 1)), as: .png())
        case "lake.jpg": try await photograph(LakeScene(), size(1, 1.5), quality: 90, grain: 0.018)
        case "street-lights.jpg": try await photograph(LightsScene(), size(0.7, 1.5), quality: 88, grain: 0.02)
        case "tartan.webp":
            try await engine.encode(TartanScene().paint(size(0.4, 1.25), vignette: 0.25), as: .webp(quality: 88))
        case "waves.gif": try await waves()
        default: nil
        }
    }

    private func size(_ share: Double, _ aspect: Double) -> PixelSize {
        let width = max(16, Int(Double(longestSide) * share))
        return PixelSize(width: width, height: max(16, Int(Double(width) / aspect)))
    }

    private func photograph(_ scene: some Scene, _ size: PixelSize, quality: Int, grain: Float) async throws
        -> ByteBuffer
    {
        let raster = await scene.paint(size, grain: grain, vignette: 0.35)
        return try await engine.encode(raster, as: .jpeg(quality: quality))
    }

    /// Held upright: stored lying, with the orientation in EXIF, and the place.
    private func aurora() async throws -> ByteBuffer {
        let upright = await AuroraScene().paint(size(0.6, 1.5).transposed, grain: 0.025, vignette: 0.2)
        let jpeg = try await engine.encode(upright.turnedLeft, as: .jpeg(quality: 90))
        let exif = SampleExif(orientation: Orientation.right.rawValue, hasLocation: true)
        return ByteBuffer(bytes: exif.inserted(in: Array(jpeg.readableBytesView)))
    }

    private func waves() async throws -> ByteBuffer {
        let count = 16
        var frames: [Raster] = []
        for index in 0..<count {
            frames.append(await WavesScene(phase: Float(index) / Float(count)).paint(size(0.08, 1.5)))
        }
        return try await engine.encode(
            frames, milliseconds: Array(repeating: 80, count: count), as: .gif())
    }
}

extension Raster {
    /// This image turned counter-clockwise by a quarter.
    fileprivate var turnedLeft: Raster {
        var turned = Raster(size: size.transposed, fill: .black)
        for row in 0..<turned.size.height {
            let x = size.width - 1 - row
            for column in 0..<turned.size.width {
                let (from, to) = ((column * size.width + x) * 4, (row * turned.size.width + column) * 4)
                for channel in 0..<4 { turned.pixels[to + channel] = pixels[from + channel] }
            }
        }
        return turned
    }
}
