import NIOCore
import Renditions
import RenditionsTesting
import Testing

@Suite struct ProcessingTests {
    private let workshop = Workshop()

    private func name(_ event: ProcessingEvent) -> String {
        switch event {
        case .fetched: "fetched"
        case .probed: "probed"
        case .planned(let plan): "planned \(plan.branches.flatMap(\.outputs).map(\.name).joined(separator: " "))"
        case .skipped(let rendition): "skipped \(rendition.name)"
        case .stored(let rendition): "stored \(rendition.name)"
        case .analyzed: "analyzed"
        case .recorded: "recorded"
        }
    }

    private func events(_ processor: ImageProcessor) async throws -> [String] {
        var names: [String] = []
        for try await event in processor.events(processing: workshop.key) { names.append(name(event)) }
        return names
    }

    @Test func eventsComeInOrder() async throws {
        try await workshop.upload()
        let processor = try workshop.processor()
        #expect(
            try await events(processor) == [
                "fetched", "probed", "planned large small part .analysis", "stored large", "stored small",
                "stored part",
                "analyzed", "recorded",
            ])
        #expect(
            try await events(processor) == [
                "fetched", "probed", "skipped large", "skipped small", "skipped part", "recorded",
            ])
    }

    @Test func recordTellsWhatWasDone() async throws {
        let original = try await workshop.upload()
        let record = try await workshop.processor().process(workshop.key, attributes: ["owner": "ann"])
        #expect(try await workshop.record() == record)
        #expect(record.id == workshop.id)
        #expect(record.state == .ready)
        #expect(record.original.entityTag == original.entityTag)
        #expect(record.info?.size == PixelSize(width: 32, height: 24))
        #expect(record.attributes == ["owner": "ann"])
        #expect(record.failure == nil)
        #expect(record.analysis?.blurHash != nil)
        #expect(record.analysis?.isOpaque == true)
        #expect(record.analysis?.palette == nil)
        #expect(record.created == record.updated)
        #expect(Set(record.renditions.keys) == ["large", "small", "part"])
        #expect(record.renditions["large"]?.size == PixelSize(width: 16, height: 12))
        #expect(record.renditions["large"]?.contentType == "image/png")
        #expect(record.renditions["part"]?.bytes == 9 * 7 * 4)
        #expect(record.renditions["part"]?.contentType == "application/octet-stream")
        try await workshop.expectRecordIsTrue()
        let head = try await workshop.renditions.head(try #require(record.renditions["large"]?.key))
        #expect(head.attributes["rendition-of"] == workshop.id.rawValue)
    }

    /// The bytes of a rendition do not depend on which others have to be made beside it.
    @Test(arguments: ["large", "small", "part"]) func whatIsLostIsMadeAgainAsItWas(_ name: String) async throws {
        try await workshop.upload()
        let processor = try workshop.processor()
        let key = try #require(try await processor.process(workshop.key).renditions[name]?.key)
        let first = try await workshop.renditions.get(key).body.collect(upTo: 1 << 20)
        try await workshop.renditions.delete(key)
        _ = try await processor.process(workshop.key)
        #expect(try await workshop.renditions.get(key).body.collect(upTo: 1 << 20) == first)
    }

    @Test func aRunThatFindsEverythingDoneChangesNothing() async throws {
        try await workshop.upload()
        let processor = try workshop.processor()
        let first = try await processor.process(workshop.key)
        let revision = try await workshop.records.record(workshop.id)?.revision
        #expect(try await processor.process(workshop.key) == first)
        #expect(try await workshop.records.record(workshop.id)?.revision == revision)
    }

    @Test func secondRunDoesNothingTwice() async throws {
        try await workshop.upload()
        let engine = HookedImageEngine()
        let processor = try workshop.processor(engine: engine)
        let first = try await processor.process(workshop.key, attributes: ["owner": "ann"])
        let second = try await processor.process(workshop.key, attributes: ["place": "shelf"])
        #expect(engine.renders.count == 1)
        #expect(second.attributes == ["owner": "ann", "place": "shelf"])
        #expect(second.created == first.created)
        #expect(second.analysis == first.analysis)
        #expect(second.renditions.mapValues(\.entityTag) == first.renditions.mapValues(\.entityTag))
        #expect(second.renditions.mapValues(\.seconds) == first.renditions.mapValues(\.seconds))
    }

    @Test func changedRecipeRendersOnlyWhatChanged() async throws {
        try await workshop.upload()
        let engine = HookedImageEngine()
        try await workshop.processor(engine: engine).process(workshop.key)
        var recipe = Workshop.recipe
        recipe.renditions[1].operations = [.resize(width: 9)]
        recipe.renditions[2].name = "renamed"
        let record = try await workshop.processor(recipe, engine: engine).process(workshop.key)
        // The name is part of the key, so that a renamed rendition is made again.
        #expect(engine.renders.dropFirst() == [["small", "renamed"]])
        #expect(Set(record.renditions.keys) == ["large", "small", "renamed"])
    }

    @Test func newOutputVersionRendersAllAnew() async throws {
        try await workshop.upload()
        try await workshop.processor().process(workshop.key)
        let engine = HookedImageEngine(version: "reference/2")
        try await workshop.processor(engine: engine).process(workshop.key)
        #expect(
            engine.renders == [["large", "small", "part", ".analysis"]], "what was seen by another engine is seen again"
        )
        #expect(try await workshop.stored().count == 6)
    }

    @Test func moreAnalysisLooksAgain() async throws {
        try await workshop.upload()
        let engine = HookedImageEngine()
        try await workshop.processor(engine: engine).process(workshop.key)
        var recipe = Workshop.recipe
        recipe.analysis.insert(.palette)
        let record = try await workshop.processor(recipe, engine: engine).process(workshop.key)
        #expect(engine.renders.last == [".analysis"])
        #expect(record.analysis?.palette != nil)
    }

    @Test func tenAtOnceMakeOneRecord() async throws {
        try await workshop.upload()
        let processor = try workshop.processor()
        let records = try await withThrowingTaskGroup(of: AssetRecord.self) { group in
            for index in 0..<10 {
                group.addTask { [workshop] in
                    try await processor.process(workshop.key, attributes: ["run\(index)": "yes"])
                }
            }
            return try await group.reduce(into: [AssetRecord]()) { $0.append($1) }
        }
        #expect(Set(records.map { $0.renditions.mapValues(\.entityTag) }).count == 1)
        let record = try #require(try await workshop.record())
        #expect(record.state == .ready)
        #expect(record.attributes.count == 10)
        #expect(try await workshop.stored().count == 3)
        try await workshop.expectRecordIsTrue()
    }

    @Test func changedOverlayRendersAnew() async throws {
        try await workshop.upload()
        let overlays = MemoryObjectStore()
        let recipe = Recipe("marked", renditions: [Rendition("a", [.watermark("logo.png")], as: .png())])
        let engine = HookedImageEngine()
        let processor = try workshop.processor(recipe, engine: engine, overlays: overlays)
        for shade in [1, 1, 2] as [UInt8] {
            try await overlays.put(ObjectBody(Workshop.picture(shade, width: 8)), at: "logo.png")
            try await processor.process(workshop.key)
        }
        #expect(engine.renders == [["a"], ["a"]])
    }
}
