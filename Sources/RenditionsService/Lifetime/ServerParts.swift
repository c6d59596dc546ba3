internal import Logging
internal import Renditions
internal import RenditionsAPI
internal import RenditionsApp

/// What the server is put together from: folders, SQLite, the workflows and the API on them.
struct ServerParts: Sendable {
    let api: ImageAPI
    let images: ImageService
    let housekeeping: Housekeeping

    /// Opens everything, and makes what is missing.
    ///
    /// - Throws: `RenderError`, `StoreError`, `WorkflowError`.
    init(_ plan: ServerPlan, _ settings: ServerSettings) throws {
        let folder: OutputFolder
        do {
            folder = try OutputFolder(creating: settings.storage.folder)
        } catch var error as StoreError {
            error.message = "storage.folder: \(error.message)"
            throw error
        }
        let processor = try ImageProcessor(
            originals: try folder.originals().metered(as: "originals"),
            renditions: folder.renditions.metered(as: "renditions"), records: folder.records.metered(as: "records"),
            engine: plan.engine, recipe: plan.recipe, overlays: plan.overlays,
            logger: Logger(label: "renditions.processing"))
        let progress = ProgressBoard()
        images = try ImageService(
            processor, in: folder, queue: try ImageService.queue(of: [settings.storage.folder + "/originals"]),
            executions: 2 * settings.processing.jobs
        ) { key, event in progress.post(event, of: key) }
        api = try ImageAPI(
            images.ingestor, notes: try folder.notes().metered(as: "notes"), access: plan.access.policy,
            authorizer: plan.access.authorizer,
            configuration: settings.api, progress: progress, logger: Logger(label: "renditions.api"))
        housekeeping = try Housekeeping(
            api, journal: try folder.journal(), folder: settings.storage.folder,
            logger: Logger(label: "renditions.housekeeping"))
    }
}
