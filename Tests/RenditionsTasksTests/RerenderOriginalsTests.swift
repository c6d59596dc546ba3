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
        let processor = try room.processor(recipe, engine: engine)
        var registry = try ImageTasks(processor, quarantine: room.quarantine).registry(with: [MarkOriginal()])
        registry.items = StoreItems(["originals": listed ?? room.originals])
        return InProcessRunner(registry: registry, clock: WorkflowClock(HurriedClock(factor: 100)))
    }

    /// What has come of each original, in the order in which their last steps ended.
    private func outcomes(
        _ runner: InProcessRunner, _ request: RerenderRequest,
        process: any WorkflowNode<ProcessRequest, ProcessResult> = Darkroom.process
    ) async throws -> [String] {
        let workflow = try RerenderOriginals(process: process, timeout: .seconds(36_000)).lowered()
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
        #expect(try await outcomes(runner(), request()) == ["renewed", "renewed"])
        for key in ["a.png", "b.png"] as [ObjectKey] {
            let record = try await room.records.record(AssetID(original: key))?.value
            #expect(record?.renditions.keys.sorted() == ["large", "small", "tiny"])
        }
        // What was done is not stale any more.
        #expect(try await outcomes(runner(), request()) == ["fresh", "fresh"])
    }

    private func state(of key: ObjectKey) async throws -> AssetState? {
        try await room.records.record(AssetID(original: key))?.value.state
    }

    /// Whoever should have been told of them never was.
    @Test func whatWasMissedIsProcessedAsAnUploadIs() async throws {
        try await upload("a.png")
        try await room.upload(7, at: "b.png")
        try await room.originals.put(ObjectBody(ByteBuffer(string: "no image")), at: "c.txt")
        #expect(
            try await outcomes(runner(Darkroom.recipe), request()) == [ErrorName.originalRefused, "fresh", "ready"])
        #expect(try await state(of: "b.png") == .ready)
        #expect(try await state(of: "c.txt") == .failed)
        // Once is enough, also for what can't be processed.
        #expect(try await outcomes(runner(Darkroom.recipe), request()) == ["fresh", "fresh", "refused"])
    }

    @Test func aVersionThatWasMissedIsProcessedAsWell() async throws {
        try await upload("a.png")
        let other = try await room.upload(9, at: "a.png")
        #expect(try await outcomes(runner(Darkroom.recipe), request()) == ["ready"])
        let record = try await room.records.record(AssetID(original: "a.png"))?.value
        #expect(record?.state == .ready && record?.original.entityTag == other.entityTag)
        // One that was refused, too: it says nothing of another.
        try await room.originals.put(ObjectBody(ByteBuffer(string: "no image")), at: "a.png")
        #expect(try await room.ingestor().finish("a.png").error == ErrorName.originalRefused)
        try await room.upload(3, at: "a.png")
        #expect(try await outcomes(runner(Darkroom.recipe), request()) == ["ready"])
    }

    @Test func whatIsInQuarantineIsTakenUp() async throws {
        let broken = HookedImageEngine(beforeRender: { _ in throw RenderError(.memoryExhausted, "All is taken.") })
        try await room.upload(1, at: "a.png")
        #expect(
            try await room.ingestor(try room.processor(engine: broken)).finish("a.png").error
                == ErrorName.originalQuarantined)
        #expect(
            try await outcomes(runner(Darkroom.recipe, engine: broken), request()) == [ErrorName.originalQuarantined])
        #expect(try await state(of: "a.png") == .quarantined)
        #expect(try await outcomes(runner(Darkroom.recipe), request()) == ["ready"])
        #expect(try await state(of: "a.png") == .ready)
    }

    @Test func whatWasErasedStaysErased() async throws {
        try await upload("a.png", "b.png")
        let ingestor = try room.ingestor()
        let kept = try await ingestor.erase("a.png", keepsOriginal: true)
        #expect(try await ingestor.runner.outcome(of: kept.identity).erased == .erased)
        #expect(try await outcomes(runner(Darkroom.recipe), request()) == ["erased", "fresh"])
        #expect(try await state(of: "a.png") == .deleted)
        #expect(try await room.stored().count == 2)
        // What is uploaded afterwards is another one.
        try await room.upload(5, at: "a.png")
        #expect(try await outcomes(runner(Darkroom.recipe), request()) == ["fresh", "ready"])
        #expect(try await room.records.record(AssetID(original: "a.png"))?.value.generation == 1)
    }

    @Test(arguments: [AssetState.pending, .processing]) func whatSomebodyWorksOnIsLeft(_ state: AssetState) async throws
    {
        let original = try await room.upload(1, at: "a.png")
        let now = original.modified
        let record = AssetRecord(
            id: AssetID(original: "a.png"), state: state, original: original, created: now, updated: now)
        _ = try await room.records.put(record, if: .absent)
        #expect(try await outcomes(runner(), request()) == ["busy"])
        #expect(try await room.stored().isEmpty)
    }

    /// What goes before processing goes before it in a backfill as well.
    @Test func whatIsTakenUpGoesTheWayOfUploads() async throws {
        try await room.upload(1, at: "a.png")
        #expect(try await outcomes(runner(), request(), process: MarkedProcess()) == ["ready"])
        #expect(try await room.records.record(AssetID(original: "a.png"))?.value.attributes == ["way": "marked"])
        #expect(try RerenderOriginals(process: MarkedProcess()).lowered().machine.tasks.contains("mark-original"))
    }

    @Test func outcomesAreCounted() {
        var result = RerenderResult()
        for outcome in RerenderedOriginal.Outcome.allCases { result.add(outcome) }
        #expect(result.left == 4 && result.renewed == 1 && result.takenUp == 1 && result.passed == 4)
        #expect(result.failed == 2, "missed and quarantined, of which nobody took care")
        #expect(result.checked == RerenderedOriginal.Outcome.allCases.count)
    }

    /// The words in which a workflow that takes an original up says how it ended.
    @Test func everyEndOfProcessingIsOneOfABackfill() throws {
        for outcome in ProcessResult.Outcome.allCases {
            let result = try JSONValue(encoding: ProcessResult(asset: AssetID(original: "a"), outcome: outcome))
            #expect(try result.decoded(as: RerenderedOriginal.self).outcome.rawValue == outcome.rawValue)
        }
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

/// Comes before processing.
private struct MarkOriginal: WorkflowTask {
    static let name: TaskName = "mark-original"

    func run(_ request: ProcessRequest, in context: TaskContext) async throws -> ProcessRequest {
        var request = request
        request.attributes["way"] = "marked"
        return request
    }
}

private struct MarkedProcess: Workflow {
    static let name = "marked-process"

    var body: some WorkflowNode<ProcessRequest, ProcessResult> {
        Step(MarkOriginal.self)
        Darkroom.process
    }
}
