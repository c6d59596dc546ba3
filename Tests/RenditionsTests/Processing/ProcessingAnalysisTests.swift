import NIOCore
import Renditions
import RenditionsTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// When the pixels are looked at again, and when not.
@Suite struct ProcessingAnalysisTests {
    private let workshop = Workshop()

    private static func recipe(_ features: Set<AnalysisFeature>) -> Recipe {
        Recipe("seen", renditions: [], analysis: features)
    }

    @Test func whatIsNotToBeFoundIsLookedForOnce() async throws {
        let nothing = ReferenceEngine.png(GeneratedPicture.raster(8, 8) { _, _ in (0, 0, 0, 0) })
        try await workshop.originals.put(ObjectBody(nothing), at: workshop.key)
        let engine = HookedImageEngine()
        for _ in 0..<2 {
            let record = try await workshop.processor(Self.recipe([.dominantColor]), engine: engine)
                .process(workshop.key)
            #expect(record.analysis?.dominantColor == nil)
            #expect(record.analysis?.features == [.dominantColor])
        }
        #expect(engine.renders == [[".analysis"]])
    }

    @Test func lessThanWasSeenIsThereAlready() async throws {
        try await workshop.upload()
        let engine = HookedImageEngine()
        for features in [[.entropy, .palette], [.palette], [.palette, .sharpness]] as [Set<AnalysisFeature>] {
            try await workshop.processor(Self.recipe(features), engine: engine).process(workshop.key)
        }
        #expect(engine.renders.count == 2)
    }

    @Test func anotherOutputVersionIsSeenAgain() async throws {
        try await workshop.upload()
        var prints: Set<Fingerprint?> = []
        for version in ["a", "b", "b"] {
            let engine = HookedImageEngine(version: version)
            let record = try await workshop.processor(Self.recipe([.entropy]), engine: engine).process(workshop.key)
            prints.insert(record.analysis?.fingerprint)
        }
        #expect(prints.count == 2 && !prints.contains(nil))
    }

    @Test func analysisComesBackFromJSON() throws {
        let whole = ImageAnalysis(
            blurHash: "a", thumbHash: "b", dominantColor: .black, palette: [.black, .white],
            perceptualHash: PerceptualHash(bits: 5), entropy: 1.5, sharpness: 2, isOpaque: true,
            features: Set(AnalysisFeature.allCases), fingerprint: Fingerprint(of: []), isIncomplete: true)
        for analysis in [whole, ImageAnalysis()] {
            let data = try JSONEncoder().encode(analysis)
            #expect(try JSONDecoder().decode(ImageAnalysis.self, from: data) == analysis)
        }
        let old = try JSONDecoder().decode(ImageAnalysis.self, from: Data(#"{"blurHash":"a"}"#.utf8))
        #expect(old == ImageAnalysis(blurHash: "a"))
    }
}
