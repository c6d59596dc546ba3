import NIOCore
import Renditions
import RenditionsTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What an engine has filled up is told for as long as it is kept.
@Suite struct ProcessingIncompleteTests {
    private let workshop = Workshop()

    /// An engine that says so of these renditions.
    private static func lenient(_ names: Set<String>) -> HookedImageEngine {
        HookedImageEngine(changing: { images in
            images.map { image in
                var image = image
                image.isIncomplete = names.contains(image.name)
                return image
            }
        })
    }

    @Test func recordsTellWhatIsIncomplete() async throws {
        try await workshop.upload()
        let record = try await workshop.processor(engine: Self.lenient(["small"])).process(workshop.key)
        #expect(record.renditions.filter(\.value.isIncomplete).map(\.key) == ["small"])
        #expect(record.isIncomplete && record.analysis?.isIncomplete == false)
        #expect(try await workshop.record() == record)
    }

    @Test func whatIsThereAlreadyStaysIncomplete() async throws {
        try await workshop.upload()
        try await workshop.processor(engine: Self.lenient(["small"])).process(workshop.key)
        // Even where the record is lost: the stored rendition tells.
        try await workshop.records.delete(workshop.id)
        let engine = HookedImageEngine()
        let record = try await workshop.processor(engine: engine).process(workshop.key)
        #expect(engine.renders == [[".analysis"]])
        #expect(record.renditions.filter(\.value.isIncomplete).map(\.key) == ["small"])
    }

    @Test func anAnalysisTellsToo() async throws {
        try await workshop.upload()
        let recipe = Recipe("seen", renditions: [], analysis: [.entropy])
        for _ in 0..<2 {
            let record = try await workshop.processor(recipe, engine: Self.lenient([".analysis"])).process(workshop.key)
            #expect(record.isIncomplete && record.analysis?.isIncomplete == true)
        }
    }

    @Test func whatIsWholeSaysSo() async throws {
        try await workshop.upload()
        #expect(try await !workshop.processor().process(workshop.key).isIncomplete)
        for key in try await workshop.stored() {
            #expect(try await workshop.renditions.head(key).attributes["incomplete"] == nil)
        }
    }

    @Test func recordsWithoutTheMarkCanBeRead() async throws {
        try await workshop.upload()
        let record = try #require(try await workshop.processor().process(workshop.key).renditions["small"])
        for isIncomplete in [true, false] {
            var marked = record
            marked.isIncomplete = isIncomplete
            let data = try JSONEncoder().encode(marked)
            #expect(try JSONDecoder().decode(RenditionRecord.self, from: data) == marked)
            let text = String(decoding: data, as: UTF8.self)
                .replacing("\"isIncomplete\":\(isIncomplete),", with: "")
                .replacing(",\"isIncomplete\":\(isIncomplete)", with: "")
            #expect(!text.contains("isIncomplete"))
            #expect(try JSONDecoder().decode(RenditionRecord.self, from: Data(text.utf8)) == record)
        }
    }
}
