import Renditions
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// The workflow that removes an asset, and what may come after.
@Suite struct EraseAssetTests {
    private let room = Darkroom()

    @Test func nothingIsLeftAndLateEventsChangeNothing() async throws {
        try await room.upload()
        let ingestor = try room.ingestor()
        #expect(try await ingestor.finish(room.key).processed == .ready)
        let erasure = try await ingestor.erase(room.key)
        #expect(try await ingestor.runner.outcome(of: erasure.identity).erased == .erased)
        for _ in 0..<2 { #expect(try await ingestor.finish(room.key).erased == .erased) }
        #expect(try await room.stored().isEmpty)
        #expect(try await !room.originals.contains(room.key))
        #expect(try await room.record()?.state == .deleted)
    }

    @Test func theSameBytesUploadedAgainAreAnotherExecution() async throws {
        try await room.upload()
        let ingestor = try room.ingestor()
        for generation in 0..<3 {
            #expect(try await ingestor.finish(room.key).processed == .ready)
            #expect(try await room.record()?.generation == generation)
            #expect(try await room.stored().count == 2)
            let erasure = try await ingestor.erase(room.key)
            #expect(try await ingestor.runner.outcome(of: erasure.identity).erased == .erased)
            try await room.upload()
        }
    }

    @Test func aDeletedOriginalTakesItsRenditionsAlong() async throws {
        try await room.upload()
        let ingestor = try room.ingestor()
        #expect(try await ingestor.finish(room.key).processed == .ready)
        try await room.originals.delete(room.key)
        #expect(try await ingestor.finish(room.key).erased == .erased)
        #expect(try await room.stored().isEmpty)
    }

    @Test func whatWasUploadedWhileItWasErasedIsProcessedAfterwards() async throws {
        try await room.upload()
        #expect(try await room.ingestor().finish(room.key).processed == .ready)
        let eraser = try room.processor().eraser
        let tombstone = try #require(try await eraser.entomb(room.key, because: .requested))
        // An event of the very version that is being erased: it waits, and finds it gone.
        let ingestor = try room.ingestor()
        let execution = try #require(try await ingestor.ingest(room.key).execution)
        try await eraser.removeOriginal(of: tombstone)
        try await eraser.removeRenditions(of: room.id, through: tombstone.generation)
        _ = try await eraser.complete(tombstone)
        #expect(try await ingestor.runner.outcome(of: execution.identity).processed == .gone)
        #expect(try await room.stored().isEmpty)
    }

    @Test func whatGoesAndComesAndGoesIsErasedEachTime() async throws {
        try await room.upload()
        let ingestor = try room.ingestor()
        #expect(try await ingestor.finish(room.key).processed == .ready)
        try await room.originals.delete(room.key)
        #expect(try await ingestor.finish(room.key).erased == .erased)
        try await room.upload(3)
        #expect(try await ingestor.finish(room.key).processed == .ready)
        try await room.originals.delete(room.key)
        #expect(try await ingestor.finish(room.key).erased == .erased)
        #expect(try await room.stored().isEmpty)
    }

    @Test func anErasureThatFailedIsTakenUpAgain() async throws {
        try await room.upload()
        #expect(try await room.ingestor().finish(room.key).processed == .ready)
        let denied = StoreError(.permissionDenied, "not now")
        let faulty = FaultyObjectStore(room.renditions, faults: [.calls([1], of: .page, throwing: denied)])
        let ingestor = try room.ingestor(try room.processor(renditions: faulty))
        try await room.originals.delete(room.key)
        #expect(try await ingestor.finish(room.key).error == "Store.permission-denied")
        #expect(try await room.record()?.erasure?.completed == nil)
        #expect(try await ingestor.finish(room.key).erased == .erased)
        #expect(try await room.stored().isEmpty)
    }
}
