import ASLCases
import NIOCore
import Renditions
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// Backfill as a workflow over a listing of the originals.
@Suite struct RerenderOriginalsTests {
    private let room = Darkroom()
    private static let recipe = Recipe(
        "test",
        renditions: Darkroom.recipe.renditions + [Rendition("tiny", [.resize(width: 4)], as: .png())],
        analysis: [.blurHash])

    private func request(prefix: String = "", storePrefix: String = "") -> RerenderRequest {
        RerenderRequest(
            bucket: "originals", prefix: prefix, storePrefix: storePrefix, resultsBucket: "renditions",
            resultsPrefix: "rerender/", run: "today")
    }

    private func runner(
        _ recipe: Recipe = recipe, engine: any ImageEngine = ReferenceEngine(),
        listed: (any ObjectStore)? = nil
    ) throws -> InProcessRunner {
        var registry = try ImageTasks(try room.processor(recipe, engine: engine)).registry()
        registry.items = StoreItems(["originals": listed ?? room.originals])
        return InProcessRunner(registry: registry, clock: WorkflowClock(HurriedClock(factor: 100)))
    }

    /// What has come of each original, in the order in which their last steps ended.
    private func outcomes(_ runner: InProcessRunner, _ request: RerenderRequest) async throws -> [String] {
        let workflow = try RerenderOriginals(timeout: .seconds(36_000)).lowered()
        let execution = try await runner.start(workflow, input: request)
        let outcome = try await runner.outcome(of: execution.identity)
        #expect(outcome == .succeeded(try JSONValue(encoding: request)))
        return try await runner.history(of: execution.identity).filter { $0.child != nil }.compactMap { event in
            switch event.type {
            case .executionSucceeded: event.output?["outcome"]?.stringValue
            case .executionFailed: event.error
            default: nil
            }
        }.sorted()
    }

    private func upload(_ names: String...) async throws {
        for (shade, name) in names.enumerated() {
            let key = try ObjectKey(name)
            try await room.upload(UInt8(shade), at: key)
            #expect(try await room.ingestor().finish(key).processed == .ready)
        }
    }

    @Test func whatIsStaleIsMadeAnewAndTheRestIsLeft() async throws {
        try await upload("a.png", "b.png")
        try await room.originals.put(ObjectBody(ByteBuffer(string: "no image")), at: "c.txt")
        #expect(try await outcomes(runner(), request()) == ["renewed", "renewed", "unknown"])
        for key in ["a.png", "b.png"] as [ObjectKey] {
            let record = try await room.records.record(AssetID(original: key))?.value
            #expect(record?.renditions.keys.sorted() == ["large", "small", "tiny"])
        }
        // What was done is not stale any more.
        #expect(try await outcomes(runner(), request()) == ["fresh", "fresh", "unknown"])
    }

    @Test func aRenditionThatIsMissingIsSeenUnlessRecordsAreTrusted() async throws {
        try await upload("a.png")
        let keys = try await room.stored()
        try await room.renditions.delete(try #require(keys.first))
        var trusting = request()
        trusting.trustsRecords = true
        #expect(try await outcomes(runner(Darkroom.recipe), trusting) == ["fresh"])
        #expect(try await outcomes(runner(Darkroom.recipe), request()) == ["renewed"])
        #expect(try await Set(room.stored()) == Set(keys))
    }

    @Test func onlyWhatBeginsSoIsLookedAt() async throws {
        try await upload("cats/a.png", "dogs/b.png")
        #expect(try await outcomes(runner(), request(prefix: "cats/")) == ["renewed"])
        #expect(try await room.records.record(AssetID(original: "dogs/b.png"))?.value.renditions.count == 2)
    }

    /// A store that has a part of a bucket puts a prefix before its keys.
    @Test func keysAreThoseOfTheStore() async throws {
        try await upload("a.png")
        let bucket = MemoryObjectStore()
        try await bucket.put(ObjectBody(Darkroom.picture(0)), at: "photos/a.png")
        try await bucket.put(ObjectBody(Darkroom.picture(0)), at: "elsewhere/a.png")
        let found = try await outcomes(runner(listed: bucket), request(storePrefix: "photos/"))
        #expect(found == ["renewed", "unknown"])
    }

    @Test func oneThatFailsKeepsWhatItHasAndHoldsUpNoOther() async throws {
        try await upload("a.png", "b.png")
        let engine = HookedImageEngine(beforeRender: { number in
            if number == 1 { throw RenderError(.timedOut, "It took too long.") }
        })
        #expect(try await outcomes(runner(engine: engine), request()) == ["Render.timed-out", "renewed"])
        let records = try await [
            room.records.record(AssetID(original: "a.png")), room.records.record(AssetID(original: "b.png")),
        ]
        #expect(records.compactMap { $0?.value.renditions.count }.sorted() == [2, 3])
        #expect(records.allSatisfy { $0?.value.state == .ready })
        #expect(try await outcomes(runner(), request()) == ["fresh", "renewed"])
    }

    @Test func anOriginalThatIsGoneIsLeftToItsEvent() async throws {
        try await upload("a.png")
        let bucket = MemoryObjectStore()
        try await bucket.put(ObjectBody(Darkroom.picture(0)), at: "a.png")
        try await room.originals.delete("a.png")
        #expect(try await outcomes(runner(listed: bucket), request()) == ["gone"])
        #expect(try await room.stored().count == 2)
    }

    @Test func theDocumentIsAContract() throws {
        try Golden.expect(RerenderOriginals().lowered().machine.json, in: "rerender-originals.asl.json")
    }
}
