import NIOCore
import Renditions
import RenditionsTesting
import RenditionsVips
import Testing

/// Every operation on every kind of picture.
@Suite struct InputKindTests {
    static let operations: [any ImageOperation] = [
        .resize(width: 60), .resize(width: 50, height: 60, position: .attention),
        .resize(width: 50, height: 60, position: .entropy), .resize(width: 60, height: 60, fit: .contain),
        .resize(width: 200, enlarge: true, kernel: .nearest), .crop(x: 10, y: 10, width: 20, height: 20),
        .pad(10), .pad(10, color: Picture.red), .pad(10, fill: .blurred), .pad(10, fill: .mirror),
        .pad(10, fill: .edge),
        .trim(), .autoOrient, .rotate(90), .rotate(33), .rotate(33, background: Picture.red), .flip, .flop, .blur(),
        .blur(sigma: 40), .sharpen(), .median(), .normalize(), .clahe(),
        .adjust(brightness: 1.2, contrast: 0.9, saturation: 0.5, hue: 20, lightness: 3), .gamma(), .greyscale,
        .tint(Color(red: 200, green: 100, blue: 50)), .negate, .threshold(), .flatten(),
        .flatten(background: Picture.red), .roundCorners(radius: 20), .watermark("logo"),
        .watermark("logo", scale: 0.5, tile: true), .text("Hello <b> & co", shadow: true),
        .composite(Layer("logo"), Layer("logo", blend: .multiply)),
    ]

    static let logo = Raster(
        size: PixelSize(width: 20, height: 10), fill: Color(red: 0, green: 99, blue: 0, alpha: 128))
    static let source = Picture.smooth(100, 70, alpha: true)

    /// Whether two renditions of nearly the same pixels must show the same part.
    private static func isSettled(_ operation: any ImageOperation) -> Bool {
        guard let resize = operation as? Resize else { return true }
        return resize.position != .attention && resize.position != .entropy
    }

    /// A picture of one kind, and what it shows in 8 bits.
    private static func seen(_ kind: PNGFile.Kind) -> Raster {
        Picture.make(100, 70) { x, y in
            let color = source[x, y]
            switch kind {
            case .grey: return Picture.grey(Int(color.red))
            case .greyAlpha: return Picture.grey(Int(color.red), alpha: color.alpha)
            case .rgb: return Color(red: color.red, green: color.green, blue: color.blue)
            case .rgba: return color
            }
        }
    }

    @Test(arguments: operations.indices) func worksAlikeOnEveryKind(_ index: Int) async throws {
        let operation = Self.operations[index]
        let overlays: [ObjectKey: ByteBuffer] = ["logo": try await Fixture.file(Self.logo)]
        for kind in PNGFile.Kind.allCases {
            // The same pixels as colours, which is how the other tests look at operations.
            let expected = try await Fixture.pixels(
                of: PNGFile(kind: .rgba, raster: Self.seen(kind)).bytes, [operation], overlays: overlays)
            for depth in [8, 16] {
                let file = PNGFile(kind: kind, depth: depth, raster: Self.source).bytes
                let result = try await Fixture.pixels(of: file, [operation], overlays: overlays)
                #expect(result.size == expected.size, "\(operation) \(kind) \(depth)")
                guard result.size == expected.size, Self.isSettled(operation) else { continue }
                if !(operation is Trim) { #expect(result.size == operation.outputSize(for: Self.source.size)) }
                let difference = ImageComparison.meanAbsoluteDifference(result, expected)
                #expect(difference <= 1.5, "\(operation) on \(kind) of \(depth) bits")
            }
        }
    }

    @Test(arguments: operations.indices) func worksOnTheOriginalsOwnColours(_ index: Int) async throws {
        let operation = Self.operations[index]
        let overlays: [ObjectKey: ByteBuffer] = ["logo": try await Fixture.file(Self.logo)]
        for kind in PNGFile.Kind.allCases {
            for depth in [8, 16] {
                let file = PNGFile(kind: kind, depth: depth, raster: Self.source).bytes
                let plain = try await Fixture.pixels(of: file, [operation], overlays: overlays)
                let kept = try await Fixture.render(file, [operation], overlays: overlays, as: .png(), profile: .keep)
                let result = try await Fixture.pixels(of: kept.bytes)
                #expect(result.size == plain.size, "\(operation) \(kind) \(depth)")
                guard result.size == plain.size, Self.isSettled(operation) else { continue }
                let difference = ImageComparison.meanAbsoluteDifference(result, plain)
                #expect(difference <= 2, "\(operation) on \(kind) of \(depth) bits")
            }
        }
    }

    @Test(arguments: operations.indices) func rowsOffTheDecoderGiveWhatAWholeImageGives(_ index: Int) async throws {
        let operation = Self.operations[index]
        let overlays: [ObjectKey: ByteBuffer] = ["logo": try await Fixture.file(Self.logo)]
        // Higher than what decoders work ahead.
        let high = Picture.smooth(44, 700)
        for encoding: Encoding in [.png(compression: 1), .jpeg(quality: 95), .webp(quality: 95, effort: 0), .tiff()] {
            let file = try await Fixture.file(high, as: encoding)
            let streamed = try await Fixture.pixels(of: file, [operation], overlays: overlays)
            let whole = try await Fixture.pixels(of: file, [.flip, .flip, operation], overlays: overlays)
            #expect(streamed.size == whole.size)
            guard streamed.size == whole.size else { continue }
            #expect(
                ImageComparison.meanAbsoluteDifference(streamed, whole) <= 1, "\(operation) from \(encoding.name)")
        }
    }
}
