import Renditions
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// Whether what takes events does what it declares to the stores and asks what it declares of its runner.
@Suite struct IngestorUsesTests {
    private let room = Darkroom()

    @Test func anIngestorDoesWhatItDeclaresAndNothingElse() async throws {
        let denied = StoreError(.permissionDenied, "not now")
        let faulty = FaultyMetadataStore(room.records, faults: [.calls([1], of: .put, throwing: denied)])
        try await room.upload()
        #expect(try await room.ingestor().finish(room.key).processed == .ready)
        let runner = RecordingRunner(try room.runner(room.processor(records: faulty)))
        let originals = RecordingObjectStore(room.originals)
        let renditions = RecordingObjectStore(room.renditions)
        let records = RecordingMetadataStore(room.records)
        let ingestor = try Ingestor(
            room.processor(originals: originals, renditions: renditions, records: records), runner: runner,
            process: Darkroom.process.lowered(), erase: Darkroom.erase.lowered())

        func ended(_ ingestion: Ingestion) async throws -> ExecutionOutcome {
            try await runner.outcome(of: #require(ingestion.execution).identity)
        }
        try await room.originals.delete(room.key)
        #expect(try await ended(ingestor.ingest(room.key)).error == "Store.permission-denied")
        // Taken up again where it failed.
        #expect(try await ended(ingestor.ingest(room.key)).erased == .erased)
        #expect(try await runner.outcome(of: ingestor.erase(room.key).identity).erased == .erased)

        #expect(runner.uses == Ingestor.runnerUses)
        #expect(originals.uses == Ingestor.storeUses[.originals])
        #expect(renditions.uses == Ingestor.storeUses[.renditions])
        #expect(records.uses == Ingestor.storeUses[.records])
    }
}
