import Renditions
import RenditionsAPI
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow

/// An API with all that it takes, in memory.
struct MemoryService: Sendable {
    let originals = MemoryObjectStore()
    let renditions = MemoryObjectStore()
    let records = MemoryMetadataStore()
    let notes = MemoryObjectStore()
    let api: ImageAPI

    init(
        access: AccessPolicy = APICheck.access, authorizer: (any Authorizer)? = nil,
        configuration: ImageAPI.Configuration = APICheck.configuration
    ) throws {
        let processor = try ImageProcessor(
            originals: originals, renditions: renditions, records: records, engine: ReferenceEngine(),
            recipe: APICheck.recipe)
        let progress = ProgressBoard()
        let tasks = ImageTasks(processor) { key, event in progress.post(event, of: key) }
        let runner = InProcessRunner(registry: try tasks.registry())
        api = try ImageAPI(
            try Ingestor(processor, runner: runner), notes: notes, access: access, authorizer: authorizer,
            configuration: configuration, progress: progress)
    }
}
