import Renditions
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Synchronization
import Testing

/// What a backfill finds, and that it does just that.
@Suite struct RerenderTests {
    private let room = Darkroom()
    private let keys: [ObjectKey] = ["a.png", "b.png", "c.png"]

    private func fill() async throws {
        let ingestor = try room.ingestor()
        for (shade, key) in keys.enumerated() {
            try await room.upload(UInt8(shade), at: key)
            #expect(try await ingestor.finish(key).processed == .ready)
        }
    }

    private static var wider: Recipe {
        var recipe = Darkroom.recipe
        recipe.renditions[1] = Rendition("small", [.resize(width: 9)], as: .png())
        recipe.renditions.append(Rendition("tiny", [.resize(width: 4)], as: .png()))
        return recipe
    }

    @Test func nothingIsStaleOfWhatWasJustMade() async throws {
        try await fill()
        let plan = try await Rerender(try room.ingestor()).plan()
        #expect(plan.checked == 3)
        #expect(plan.items.isEmpty)
        #expect(plan.estimatedSeconds == nil)
    }

    @Test func aChangedRecipeMakesStaleWhatItChanges() async throws {
        try await fill()
        let engine = HookedImageEngine()
        let ingestor = try room.ingestor(try room.processor(Self.wider, engine: engine))
        let plan = try await Rerender(ingestor).plan()
        #expect(plan.items.map(\.key).sorted() == keys)
        #expect(plan.reasons == [.changed: 3, .new: 3])
        #expect(plan.renditions == 6)
        var sizes = 0
        for key in keys { sizes += try await room.originals.head(key).size }
        #expect(plan.bytes == sizes)

        let seen = Mutex<[ObjectKey]>([])
        let result = try await Rerender(ingestor).apply(concurrency: 2, run: "one") { progress in
            seen.withLock { $0.append(progress.item.key) }
        }
        #expect(result.renewed == 3 && result.failed == 0 && result.checked == 3)
        let told = seen.withLock { $0.sorted() }
        #expect(told == keys)
        #expect(engine.renders.map { $0.sorted() } == Array(repeating: ["small", "tiny"], count: 3))
        #expect(try await Rerender(ingestor).plan().items.isEmpty)
        // Done is done: beginning again does nothing.
        let again = try await Rerender(ingestor).apply(run: "one")
        #expect(again.renewed == 0 && again.left == 3 && again.checked == 3)
        #expect(engine.renders.count == 3)
    }

    @Test func anotherEngineMakesEverythingStale() async throws {
        try await fill()
        let ingestor = try room.ingestor(try room.processor(engine: HookedImageEngine(version: "reference/2")))
        let plan = try await Rerender(ingestor).plan()
        #expect(plan.reasons == [.changed: 6])
        #expect(plan.items.count(where: \.staleness.analysis) == 3)
        #expect(plan.estimatedSeconds != nil)
    }

    @Test func whatIsMissingIsMadeAgainAsOftenAsItGoes() async throws {
        try await fill()
        for run in ["one", "two"] {
            let lost = try #require(try await room.stored().first)
            try await room.renditions.delete(lost)
            let ingestor = try room.ingestor()
            #expect(try await Rerender(ingestor).plan().reasons == [.missing: 1])
            #expect(try await Rerender(ingestor, looksInStore: false).plan().items.isEmpty)
            #expect(try await Rerender(ingestor).apply(run: run).renewed == 1)
            #expect(try await room.renditions.contains(lost))
        }
    }

    @Test func aBrokenOffBackfillGoesOn() async throws {
        try await fill()
        let engine = HookedImageEngine(beforeRender: { number in if number == 2 { throw CancellationError() } })
        let ingestor = try room.ingestor(try room.processor(Self.wider, engine: engine))
        let first = try await Rerender(ingestor).apply(concurrency: 1, run: "one")
        #expect(first.renewed == 2 && first.failed == 1)
        let healthy = try room.ingestor(try room.processor(Self.wider))
        #expect(try await Rerender(healthy, filter: RecordFilter()).plan().items.isEmpty, "what failed is not ready")
        let quarantined = try await room.records.page(RecordRequest(filter: RecordFilter(states: [.quarantined])))
        #expect(quarantined.records.count == 1)
    }

    @Test func theRateIsKept() async throws {
        try await fill()
        let clock = InstantClock()
        let ingestor = try room.ingestor(try room.processor(Self.wider))
        _ = try await Rerender(ingestor).apply(rate: 0.5, clock: WorkflowClock(clock), run: "slow")
        #expect(clock.now.offset >= .seconds(4), "three assets begin two seconds from each other")
    }

    /// The originals may be others than those that the records are of: a folder that is not mounted, or the wrong one.
    @Test func whatIsNotThereIsLeftAsItIs() async throws {
        try await fill()
        try await room.originals.delete(keys[0])
        let before = try await room.records.record(AssetID(original: keys[0]))
        let ingestor = try room.ingestor(try room.processor(Self.wider))
        let result = try await Rerender(ingestor).apply(run: "one")
        #expect(result.renewed == 2 && result.passed == 1)
        #expect(try await room.records.record(AssetID(original: keys[0])) == before)
        for rendition in try #require(before).value.renditions.values {
            #expect(try await room.renditions.contains(rendition.key))
        }
    }
}
