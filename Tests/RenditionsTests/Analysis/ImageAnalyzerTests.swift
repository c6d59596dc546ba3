import Renditions
import Testing

@Suite struct ImageAnalyzerTests {
    @Test(arguments: AnalysisFeature.allCases)
    func givesWhatIsAskedForAndNothingElse(_ feature: AnalysisFeature) {
        let raster = GeneratedPicture.ramp.raster
        let all = ImageAnalyzer.analyze(raster, features: Set(AnalysisFeature.allCases))
        var expected = ImageAnalysis()
        switch feature {
        case .blurHash: expected.blurHash = all.blurHash
        case .thumbHash: expected.thumbHash = all.thumbHash
        case .dominantColor: expected.dominantColor = all.dominantColor
        case .palette: expected.palette = all.palette
        case .perceptualHash: expected.perceptualHash = all.perceptualHash
        case .entropy: expected.entropy = all.entropy
        case .sharpness: expected.sharpness = all.sharpness
        case .isOpaque: expected.isOpaque = all.isOpaque
        }
        #expect(expected != ImageAnalysis())
        expected.features = [feature]
        #expect(ImageAnalyzer.analyze(raster, features: [feature]) == expected)
    }

    @Test func anEmptyRasterHasNothingToSee() {
        let empty = Raster(size: PixelSize(width: 0, height: 5), pixels: [])
        let features = Set(AnalysisFeature.allCases)
        #expect(ImageAnalyzer.analyze(empty, features: features) == ImageAnalysis(features: features))
    }

    @Test func aTransparentImageHasNoColours() {
        let clear = Raster(size: PixelSize(width: 8, height: 8), fill: .transparent)
        let analysis = ImageAnalyzer.analyze(clear, features: Set(AnalysisFeature.allCases))
        #expect(analysis.palette == [])
        #expect(analysis.dominantColor == nil)
        #expect(analysis.isOpaque == false)
        #expect(analysis.entropy == 0)
    }

    @Test func entropyCountsTheTones() {
        func entropy(_ raster: Raster) -> Double? { ImageAnalyzer.analyze(raster, features: [.entropy]).entropy }
        let grey = GeneratedPicture.raster(64, 64) { x, y in
            let level = (x + y * 64) % 256
            return (level, level, level, 255)
        }
        #expect(entropy(grey) == 8)
        #expect(entropy(GeneratedPicture.raster(8, 8) { x, _ in x < 4 ? (0, 0, 0, 255) : (255, 255, 255, 255) }) == 1)
        #expect(entropy(Raster(size: PixelSize(width: 9, height: 9), fill: .black)) == 0)
    }

    @Test func sharpnessIsTheVarianceOfTheLaplacian() {
        func sharpness(_ raster: Raster) -> Double? {
            ImageAnalyzer.analyze(raster, features: [.sharpness]).sharpness
        }
        // Each pixel differs from its four neighbours by 100: the Laplacian is 400 and -400 in turn.
        let board = GeneratedPicture.raster(10, 10) { x, y in
            let level = (x + y) % 2 * 100
            return (level, level, level, 255)
        }
        #expect(sharpness(board) == 160_000)
        #expect(sharpness(Raster(size: PixelSize(width: 2, height: 9), fill: .white)) == 0)
        // A slope has no edge.
        #expect(sharpness(GeneratedPicture.raster(30, 30) { x, y in (x + y, x + y, x + y, 255) }) == 0)
        let grainy = sharpness(GeneratedPicture.scene(128, 128, noise: 20)) ?? 0
        let smooth = sharpness(GeneratedPicture.scene(128, 128)) ?? 0
        #expect(grainy > 20 * smooth)
    }

    @Test func oneTransparentPixelIsEnough() {
        var raster = Raster(size: PixelSize(width: 5, height: 5), fill: .white)
        #expect(raster.isOpaque)
        raster[4, 4].alpha = 254
        #expect(!raster.isOpaque)
    }
}
