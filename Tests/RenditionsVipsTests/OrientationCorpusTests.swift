import CorpusFiles
import Renditions
import RenditionsTesting
import RenditionsVips
import Testing

@Suite(.enabled(if: Corpus.mayRun, "\(Corpus.advice)")) struct OrientationCorpusTests {
    static let files = ["Landscape", "Portrait"].flatMap { name in
        (1...8).map { (name, $0) }
    }

    /// A picture with its middle painted over: there every file shows its own number.
    private static func withoutNumber(_ raster: Raster) -> Raster {
        let (width, height) = (raster.size.width, raster.size.height)
        return Picture.make(width, height) { x, y in
            let isNumber = abs(2 * x - width) < width / 5 && abs(2 * y - height) < height / 3
            return isNumber ? .black : raster[x, y]
        }
    }

    @Test(arguments: files) func looksLikeTheUprightOne(_ name: String, _ orientation: Int) async throws {
        let upright = try Corpus.bytes("good/sharp__\(name)_1.jpg")
        let file = try Corpus.bytes("good/sharp__\(name)_\(orientation).jpg")
        #expect(try ImageInspector.inspect(file).info.orientation.rawValue == orientation)
        let pipelines: [Pipeline] = [
            [.resize(width: 160)], [.resize(height: 77)], [.resize(width: 100, height: 100)],
            [.resize(width: 120, height: 90, fit: .contain, background: .white)],
            [.resize(width: 96), .crop(x: 0, y: 0, width: 36, height: 24)],
        ]
        for pipeline in pipelines {
            let result = try await Fixture.pixels(of: file, pipeline)
            let expected = try await Fixture.pixels(of: upright, pipeline)
            #expect(result.size == expected.size, "\(pipeline)")
            guard result.size == expected.size else { continue }
            let difference = ImageComparison.meanAbsoluteDifference(
                Self.withoutNumber(result), Self.withoutNumber(expected))
            #expect(difference <= 3, "\(pipeline)")
        }
    }

    @Test func orientationFiveOfAnotherEncoder() async throws {
        let file = try Corpus.bytes("good/libavif__paris_exif_orientation_5.jpg")
        let info = try ImageInspector.inspect(file).info
        #expect(info.orientation == .leftMirrored)
        let result = try await Fixture.pixels(of: file)
        #expect(result.size == info.size.transposed)
        let stored = try await Fixture.pixels(of: file, autoOrient: false)
        let transposed = Picture.make(result.size.width, result.size.height) { stored[$1, $0] }
        #expect(result == transposed)
    }
}
