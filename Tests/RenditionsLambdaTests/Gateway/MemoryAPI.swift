import Renditions
import RenditionsAPI
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow

/// An API with all that it takes, in memory.
struct MemoryAPI: Sendable {
    let processor: ImageProcessor
    let api: ImageAPI

    init(
        configuration: ImageAPI.Configuration = APICheck.configuration, recipe: Recipe = APICheck.recipe,
        uploadLinks: (any ObjectLinks)? = nil
    ) throws {
        processor = try ImageProcessor(
            originals: MemoryObjectStore(), renditions: MemoryObjectStore(), records: MemoryMetadataStore(),
            engine: ReferenceEngine(), recipe: recipe)
        let progress = ProgressBoard()
        let tasks = ImageTasks(processor) { key, event in progress.post(event, of: key) }
        api = try ImageAPI(
            try Ingestor(processor, runner: InProcessRunner(registry: try tasks.registry())),
            notes: MemoryObjectStore(), access: APICheck.access, configuration: configuration, progress: progress,
            uploadLinks: uploadLinks)
    }
}
