import Renditions
import RenditionsAPI
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// Whether the API does what it declares to the stores and asks what it declares of its runner: policies of deployments follow
/// from that.
@Suite struct APIUsesTests {
    @Test func answersTakeWhatIsDeclaredAndNothingElse() async throws {
        // What the tasks do to the same stores is not watched.
        let memory = (originals: MemoryObjectStore(), renditions: MemoryObjectStore(), records: MemoryMetadataStore())
        let originals = RecordingObjectStore(memory.originals)
        let renditions = RecordingObjectStore(memory.renditions)
        let records = RecordingMetadataStore(memory.records)
        let notes = RecordingObjectStore()
        let progress = ProgressBoard()
        let tasks = ImageTasks(try Self.processor(memory.originals, memory.renditions, memory.records)) { key, event in
            progress.post(event, of: key)
        }
        let runner = RecordingRunner(InProcessRunner(registry: try tasks.registry()))
        let api = try ImageAPI(
            try Ingestor(try Self.processor(originals, renditions, records), runner: runner), notes: notes,
            access: APICheck.access, configuration: APICheck.configuration, progress: progress)
        for check in APICheck.all { try await check(HandlerClient(api)) }

        #expect(originals.uses == ImageAPI.storeUses[.originals])
        #expect(renditions.uses == ImageAPI.storeUses[.renditions])
        #expect(records.uses == ImageAPI.storeUses[.records])
        #expect(notes.uses == ImageAPI.storeUses[.notes])
        // An erasure that failed is redriven by the ingestor, whose own test shows that.
        #expect(runner.uses.union([.redrive]) == ImageAPI.runnerUses)
    }

    private static func processor(
        _ originals: any ObjectStore, _ renditions: any ObjectStore, _ records: any MetadataStore
    ) throws -> ImageProcessor {
        try ImageProcessor(
            originals: originals, renditions: renditions, records: records, engine: ReferenceEngine(),
            recipe: APICheck.recipe)
    }
}
