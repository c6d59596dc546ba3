import Foundation
import Renditions
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// Erasures, uploads and failures that meet each other: orders that the simulation found, one by one.
@Suite struct MeanwhileTests {
    private let room = Darkroom()

    /// As an erasure does that was begun when nothing was there.
    private func eraseAsIfItWasGone() async throws {
        let eraser = AssetEraser(originals: MemoryObjectStore(), renditions: room.renditions, records: room.records)
        try await eraser.erase(room.key, because: .originalGone)
    }

    @Test func whatIsUploadedAfterAnErasureWasAcceptedStays() async throws {
        let original = try await room.upload(1)
        let ingestor = try room.ingestor()
        #expect(try await ingestor.finish(room.key).processed == .ready)
        let newer = try await room.upload(2)
        let request = EraseRequest(key: room.key, reason: .requested, version: original)
        let erasure = try await ingestor.runner.start(Darkroom.erase.lowered(), input: request)
        #expect(try await ingestor.runner.outcome(of: erasure.identity).erased == .erased)
        #expect(try await room.stored().isEmpty, "what was made of the older one goes")
        #expect(try await room.originals.head(room.key) == newer)
        #expect(try await ingestor.finish(room.key).processed == .ready)
        #expect(try await room.record()?.original == newer)
        #expect(try await room.record()?.generation == 1)
    }

    @Test func anErasureLeavesARecordThatSpeaksOfANewerVersion() async throws {
        let original = try await room.upload(1)
        let ingestor = try room.ingestor()
        try await room.upload(2)
        #expect(try await ingestor.finish(room.key).processed == .ready)
        let request = EraseRequest(key: room.key, reason: .requested, version: original)
        let erasure = try await ingestor.runner.start(Darkroom.erase.lowered(), input: request)
        #expect(try await ingestor.runner.outcome(of: erasure.identity).erased == .alive)
        #expect(try await room.record()?.state == .ready)
        #expect(try await room.stored().count == 2)
    }

    @Test func anErasureOfNothingTakesNoUploadThatComesLater() async throws {
        let ingestor = try room.ingestor()
        let erasure = try await ingestor.erase(room.key)
        try await room.upload()
        _ = try await ingestor.runner.outcome(of: erasure.identity)
        #expect(try await room.originals.contains(room.key))
        #expect(try await ingestor.finish(room.key).processed == .ready)
    }

    @Test func whatMeetsTheEndOfAnErasureIsDoneAgainInTheNextGeneration() async throws {
        try await room.upload()
        let engine = HookedImageEngine(beforeRender: { number in if number == 1 { try await eraseAsIfItWasGone() } })
        let ingestor = try room.ingestor(try room.processor(engine: engine))
        #expect(try await ingestor.finish(room.key).processed == .ready)
        #expect(try await room.record()?.state == .ready)
        #expect(try await room.record()?.generation == 1)
        #expect(try await room.stored().count == 2, "nothing of the generation before is left")
    }

    @Test func aTransientFailureOfTheSecondTimeIsTriedAgain() async throws {
        try await room.upload()
        let engine = HookedImageEngine(beforeRender: { number in
            if number == 1 { try await eraseAsIfItWasGone() }
            if number == 2 { throw RenderError(.memoryExhausted, "All memory is taken.") }
        })
        let ingestor = try room.ingestor(try room.processor(engine: engine))
        #expect(try await ingestor.finish(room.key).processed == .ready)
        #expect(engine.renders.count == 3)
        #expect(try await room.record()?.state == .ready)
        #expect(try await room.record()?.generation == 1)
    }

    @Test func whatIsWrongWithAnotherVersionSaysNothingOfThisOne() async throws {
        let original = try await room.upload()
        // It was replaced by no picture when it was looked at, and is there again when that would be recorded.
        let other = MemoryObjectStore()
        try await other.put(ObjectBody("no image".utf8), at: room.key)
        let originals = FirstFromAnother(store: room.originals, other: other)
        let ingestor = try room.ingestor(try room.processor(originals: originals))
        let execution = try await ingestor.start(ProcessRequest(original: original))
        #expect(try await ingestor.runner.outcome(of: execution.identity).processed == .superseded)
        #expect(try await room.record() == nil)
        #expect(try await ingestor.finish(room.key).processed == .ready)
    }

    @Test func aFailureIsRecordedInTheGenerationInWhichItsVersionLives() async throws {
        try await room.upload()
        let engine = HookedImageEngine(beforeRender: { number in
            if number == 1 { try await eraseAsIfItWasGone() }
            throw RenderError(.timedOut, "It took too long.")
        })
        let ingestor = try room.ingestor(try room.processor(engine: engine))
        #expect(try await ingestor.finish(room.key).error == ErrorName.originalQuarantined)
        #expect(try await room.record()?.state == .quarantined)
        #expect(try await room.record()?.generation == 1)
        #expect(try await room.quarantine.entry(room.id)?.request.generation == 1)
    }

    @Test func theSameBytesInTheSameTickOfTheClockAreProcessed() async throws {
        let originals = MemoryObjectStore(clock: WallClock { Date(timeIntervalSince1970: 1_800_000_000) })
        let pictures = [Darkroom.picture(1), Darkroom.picture(2)]
        let key = room.key
        try await originals.put(ObjectBody(pictures[0]), at: key)
        let engine = HookedImageEngine(beforeRender: { number in
            if number == 1 { try await originals.put(ObjectBody(pictures[1]), at: key) }
        })
        let ingestor = try room.ingestor(try room.processor(engine: engine, originals: originals))
        #expect(try await ingestor.finish(key).processed == .superseded)
        try await originals.put(ObjectBody(pictures[0]), at: key)
        for _ in 0..<2 { #expect(try await ingestor.finish(key).processed == .ready) }
        #expect(try await ingestor.runner.executions().count == 2)
    }

    @Test func anOriginalThatGoesAgainTakesItsRenditionsAlong() async throws {
        let original = try await room.upload()
        let ingestor = try room.ingestor()
        #expect(try await ingestor.finish(room.key).processed == .ready)
        let record = try #require(try await room.records.record(room.id))
        // It went, and was there again before its erasure began, which so has changed nothing.
        let flaky = FaultyObjectStore(
            room.originals, faults: [.calls([1], of: .get, throwing: StoreError(.notFound, "gone for a moment"))])
        let confused = try Ingestor(
            try room.processor(originals: flaky), runner: ingestor.runner, process: try Darkroom.process.lowered(),
            erase: try Darkroom.erase.lowered())
        #expect(try await confused.finish(room.key).erased == .alive)
        #expect(try await room.records.record(room.id) == record)
        try await room.originals.delete(original.key)
        #expect(try await confused.finish(room.key).erased == .erased)
        #expect(try await room.stored().isEmpty)
    }

    @Test func aLateFailureDoesNotQuarantineWhatIsDone() async throws {
        let original = try await room.upload()
        let processor = try room.processor()
        let ready = try await processor.process(room.key)
        let failure = AssetFailure(code: "timed-out", message: "", isRetryable: true)
        #expect(
            try await processor.recordFailure(failure, of: original, generation: 0, state: .quarantined) == nil)
        #expect(try await room.record() == ready)
        // Another recipe asks for more than there is.
        var recipe = Darkroom.recipe
        recipe.renditions.append(Rendition("tiny", [.resize(width: 4)], as: .png()))
        let other = try await room.processor(recipe)
            .recordFailure(failure, of: original, generation: 0, state: .quarantined)
        #expect(other?.state == .quarantined && other?.renditions == ready.renditions)
    }

    @Test func whatCouldNotWriteItsFailureDownIsBegunAgainByTheNextEvent() async throws {
        try await room.upload()
        // Three attempts to announce, nine to record that they failed.
        let faulty = FaultyMetadataStore(room.records, faults: [.calls(1...12, of: .put)])
        let ingestor = try room.ingestor(try room.processor(records: faulty))
        #expect(try await ingestor.finish(room.key).error == ErrorName.store(.unavailable))
        #expect(faulty.count(of: .put) == 12)
        #expect(try await room.record() == nil)
        #expect(try await ingestor.finish(room.key).processed == .ready)
    }

    @Test func theQuarantineKeepsEachVersionByItself() async throws {
        let versions = [try await room.upload(1), try await room.upload(2)]
        for (number, original) in versions.enumerated() {
            try await room.quarantine.put(
                QuarantineEntry(
                    request: ProcessRequest(original: original), recipe: Darkroom.recipe, outputVersion: "1",
                    failure: AssetFailure(code: "timed-out", message: "", isRetryable: true),
                    errorName: "Render.timed-out",
                    execution: ExecutionIdentity(workflow: "process-image", name: "\(number)"),
                    quarantined: Date(timeIntervalSince1970: Double(100 - number))))
        }
        #expect(try await room.quarantine.entries(room.id).count == 2)
        #expect(try await room.quarantine.entry(room.id)?.request.original == versions[0], "the last one that was made")
        try await room.quarantine.remove(room.id)
        #expect(try await room.quarantine.entries(room.id).isEmpty)
    }
}
