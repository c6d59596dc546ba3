import NIOCore
import Renditions
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The workflow that processes an original, with all the ways in which it may end.
@Suite struct ProcessImageTests {
    private let room = Darkroom()

    @Test func anOriginalBecomesItsRenditionsAndARecord() async throws {
        try await room.upload()
        let ingestor = try room.ingestor()
        let execution = try #require(try await ingestor.ingest(room.key, attributes: ["owner": "tom"]).execution)
        #expect(try await ingestor.runner.outcome(of: execution.identity).processed == .ready)
        let record = try #require(try await room.record())
        #expect(record.state == .ready)
        #expect(record.attributes == ["owner": "tom"])
        #expect(record.analysis?.blurHash != nil)
        #expect(Set(try await room.stored()) == Set(record.renditions.values.map(\.key)))
        let states = try await ingestor.runner.history(of: execution.identity)
            .filter { $0.type.rawValue.hasSuffix("StateEntered") }.compactMap(\.state)
        #expect(
            states.filter { !$0.contains(".") }
                == ["probe-original", "what-is-there", "render-renditions", "publish-asset"])
    }

    @Test func duplicatesJoinOneExecution() async throws {
        try await room.upload()
        let engine = HookedImageEngine()
        let ingestor = try room.ingestor(try room.processor(engine: engine))
        let names = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<20 {
                group.addTask { [room] in try await ingestor.ingest(room.key).execution?.identity.name }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(names.count == 1)
        #expect(try await ingestor.finish(room.key).processed == .ready)
        #expect(engine.renders.count == 1)
    }

    @Test func anotherVersionIsAnotherExecution() async throws {
        try await room.upload(1)
        let ingestor = try room.ingestor()
        #expect(try await ingestor.finish(room.key).processed == .ready)
        try await room.upload(2)
        #expect(try await ingestor.finish(room.key).processed == .ready)
        #expect(try await room.record()?.original.entityTag == room.originals.head(room.key).entityTag)
        #expect(try await ingestor.runner.executions().count == 2)
    }

    @Test func whatIsAtFaultItselfIsRefusedAtOnce() async throws {
        try await room.originals.put(ObjectBody(ByteBuffer(string: "no image")), at: room.key)
        let engine = HookedImageEngine()
        let ingestor = try room.ingestor(try room.processor(engine: engine))
        #expect(try await ingestor.finish(room.key).error == ErrorName.originalRefused)
        let record = try #require(try await room.record())
        #expect(record.state == .failed)
        #expect(record.failure?.code == "unknown-format")
        #expect(try await room.quarantine.entry(room.id) == nil)
        #expect(engine.renders.isEmpty)
    }

    @Test func transientFailuresAreTriedAgain() async throws {
        try await room.upload()
        let faulty = FaultyObjectStore(room.renditions, faults: [.calls([1], of: .put)])
        #expect(try await room.ingestor(try room.processor(renditions: faulty)).finish(room.key).processed == .ready)
        #expect(faulty.count(of: .put) == 3)
    }

    @Test func whatFailsAgainAndAgainIsQuarantinedWithAllThatAReplayNeeds() async throws {
        try await room.upload()
        let broken = HookedImageEngine(beforeRender: { _ in throw RenderError(.memoryExhausted, "All is taken.") })
        let ingestor = try room.ingestor(try room.processor(engine: broken))
        let execution = try #require(try await ingestor.ingest(room.key).execution)
        let outcome = try await ingestor.runner.outcome(of: execution.identity)
        #expect(outcome.error == ErrorName.originalQuarantined)
        #expect(broken.renders.count == 3)
        let record = try #require(try await room.record())
        #expect(record.state == .quarantined)
        #expect(record.failure == AssetFailure(code: "memory-exhausted", message: "All is taken.", isRetryable: true))
        let entry = try #require(try await room.quarantine.entry(room.id))
        #expect(entry.recipe == Darkroom.recipe)
        #expect(entry.request.original.key == room.key)
        #expect(entry.execution == execution.identity)
        #expect(entry.errorName == "Render.memory-exhausted")

        let healthy = try room.ingestor(try room.processor(entry.recipe))
        let again = try await healthy.start(entry.request, run: "replay")
        #expect(try await healthy.runner.outcome(of: again.identity).processed == .ready)
        #expect(try await room.record()?.state == .ready)
        #expect(try await room.record()?.failure == nil)
    }

    /// An image that takes too long would do so again; no other original waits for that.
    @Test func whatTakesTooLongIsNotTriedAgain() async throws {
        try await room.upload()
        let slow = HookedImageEngine(beforeRender: { _ in throw RenderError(.timedOut, "It took too long.") })
        let ingestor = try room.ingestor(try room.processor(engine: slow))
        #expect(try await ingestor.finish(room.key).error == ErrorName.originalQuarantined)
        #expect(slow.renders.count == 1)
        #expect(try await room.record()?.failure?.code == "timed-out")
    }

    @Test func whatHasNoCodeIsQuarantinedWithoutItsText() async throws {
        struct Secret: Error {}
        try await room.upload()
        let broken = HookedImageEngine(beforeRender: { _ in throw Secret() })
        let ingestor = try room.ingestor(try room.processor(engine: broken))
        #expect(try await ingestor.finish(room.key).error == ErrorName.originalQuarantined)
        #expect(try await room.record()?.failure?.code == "internal")
    }

    @Test func whatIsReplacedMeanwhileIsLeftToItsOwnExecution() async throws {
        try await room.upload(1)
        let engine = HookedImageEngine(beforeRender: { [room] _ in try await room.upload(2) })
        let ingestor = try room.ingestor(try room.processor(engine: engine))
        #expect(try await ingestor.finish(room.key).processed == .superseded)
        #expect(try await room.record()?.state == .processing)
        #expect(try await room.ingestor().finish(room.key).processed == .ready)
    }

    @Test func whatIsGoneMeanwhileLeavesNothing() async throws {
        try await room.upload()
        let engine = HookedImageEngine(beforeRender: { [room] _ in try await room.originals.delete(room.key) })
        let ingestor = try room.ingestor(try room.processor(engine: engine))
        #expect(try await ingestor.finish(room.key).processed == .gone)
        #expect(try await room.stored().isEmpty)
        #expect(try await room.record()?.state == .deleted)
    }

    @Test func renditionsAreNoOriginals() async throws {
        try await room.upload()
        #expect(try await room.ingestor().finish(room.key).processed == .ready)
        let output = try #require(try await room.stored().first)
        let confused = try room.ingestor(try room.processor(originals: room.renditions))
        guard case .ignored(.ownOutput) = try await confused.ingest(output) else {
            Issue.record("a rendition was taken for an original")
            return
        }
    }

    /// `mv` and `cp -p` keep times: the same version, bytes and time alike, comes back after another had its place.
    @Test func aVersionThatComesBackAsItWasIsProcessedAgain() async throws {
        let clock = WallClock { Date(timeIntervalSince1970: 1_800_000_000) }
        let originals = MemoryObjectStore(clock: clock)
        let ingestor = try room.ingestor(try room.processor(originals: originals))
        for shade in [1, 2, 1, 2, 1] as [UInt8] {
            let original = try await originals.put(ObjectBody(Darkroom.picture(shade)), at: room.key)
            #expect(try await ingestor.finish(room.key).processed == .ready)
            #expect(try await room.record()?.original.entityTag == original.entityTag)
            // Duplicates still join.
            let executions = try await ingestor.runner.executions().count
            #expect(try await ingestor.finish(room.key).processed == .ready)
            #expect(try await ingestor.runner.executions().count == executions)
        }
    }

    @Test func whatFailsOfAnErasedOriginalLeavesNothing() async throws {
        try await room.upload()
        let eraser = try room.processor().eraser
        let full = StoreError(.storageFull, "no space")
        let faulty = FaultyObjectStore(room.renditions, faults: [.calls([2], of: .put, throwing: full)])
        // Erased after the first rendition was stored, before the failure is recorded.
        let engine = HookedImageEngine(beforeRender: { [room] _ in
            _ = try await eraser.erase(room.key, because: .requested)
        })
        let ingestor = try room.ingestor(try room.processor(engine: engine, renditions: faulty))
        #expect(try await ingestor.finish(room.key).processed == .superseded)
        #expect(try await room.stored().isEmpty)
        #expect(try await room.record()?.state == .deleted)
    }

    /// A store of renditions that is not there is no original that went.
    @Test func aMissingStoreOfRenditionsIsNotAMissingOriginal() async throws {
        try await room.upload()
        let missing = StoreError(.notFound, "no such bucket")
        let faulty = FaultyObjectStore(room.renditions, faults: [.calls(1...100, of: .put, throwing: missing)])
        let ingestor = try room.ingestor(try room.processor(renditions: faulty))
        #expect(try await ingestor.finish(room.key).error == ErrorName.originalQuarantined)
        #expect(try await room.record()?.failure?.code == "not-found")
    }

    @Test func eventsOfOtherPlacesAreIgnored() async throws {
        try await room.upload()
        let route = try IngestRoute(
            originals: StorePlace(.bucket("in"), prefix: "uploads/"), renditions: StorePlace(.bucket("out")))
        let processor = try room.processor()
        let ingestor = try Ingestor(processor, runner: try room.runner(processor), route: route)
        for event in [
            IngestEvent(.created, room.key, bucket: "other", source: .notification),
            IngestEvent(.created, "elsewhere/picture.png", bucket: "in", source: .notification),
        ] {
            guard case .ignored(.otherPlace) = try await ingestor.ingest(event) else {
                Issue.record("\(event) was taken")
                continue
            }
        }
        #expect(
            try await ingestor.ingest(IngestEvent(.created, room.key, bucket: "in", source: .notification)).execution
                != nil)
    }

    /// The bucket's events have the whole key, of which the store of originals knows what comes after its prefix.
    @Test func eventsOfAStoreUnderAPrefixAreOfItsKeys() async throws {
        try await room.upload()
        let route = try IngestRoute(
            originals: StorePlace(.bucket("in"), prefix: "media/"), renditions: StorePlace(.bucket("out")),
            hidesPrefix: true)
        let processor = try room.processor()
        let ingestor = try Ingestor(processor, runner: try room.runner(processor), route: route)
        guard
            case .ignored(.otherPlace) = try await ingestor.ingest(
                IngestEvent(.created, room.key, bucket: "in", source: .eventBridge))
        else {
            Issue.record("what lies outside of the prefix was taken")
            return
        }
        let event = IngestEvent(.created, try room.key.prefixed(by: "media/"), bucket: "in", source: .eventBridge)
        let execution = try #require(try await ingestor.ingest(event).execution)
        #expect(execution.identity.name.hasPrefix("\(AssetID(original: room.key))-"))
        _ = try await ingestor.runner.outcome(of: execution.identity)
        #expect(try await room.record()?.state == .ready)
    }

    @Test func documentIsAContract() throws {
        try Golden.expect(ProcessImage().lowered().machine.document.prettyJSON, in: "process-image.asl.json")
        try Golden.expect(EraseAsset().lowered().machine.document.prettyJSON, in: "erase-asset.asl.json")
    }

    @Test func errorNamesAreContracts() throws {
        try Golden.expect(
            (ErrorName.transient + StoreError.Code.allCases.map(ErrorName.store)
                + RenderError.Code.allCases.map { "\(ErrorName.render($0))\($0.isRefusal ? " (refusal)" : "")" })
                .joined(separator: "\n"), in: "error-names.txt")
    }
}
