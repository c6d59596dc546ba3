internal import Logging
internal import Renditions
internal import RenditionsAPI
internal import RenditionsApp
internal import RenditionsVips

/// What the server is put together from: folders, SQLite, the engine, the workflows and the API on them.
struct ServerParts: Sendable {
    let api: ImageAPI
    let images: ImageService
    let housekeeping: Housekeeping
    /// What everybody may do, without credentials.
    let open: [Scope]

    /// Opens everything, and makes what is missing.
    ///
    /// - Throws: ``ToolFailure``, `RenderError`, `StoreError`, `WorkflowError`.
    init(_ settings: ServerSettings, logger: @Sendable (String) -> Logger) async throws {
        let access = try await ServerAccess(settings.access)
        let recipe = try RecipeDocument.recipe(named: settings.recipe)
        let engine = try VipsEngine(settings.processing.engine)
        let overlays = try await OverlaysFolder(
            path: settings.storage.overlays.isEmpty ? nil : settings.storage.overlays, name: "storage.overlays"
        ).store(for: recipe, maximumBytes: engine.limits.inputBytes)

        let folder = try OutputFolder(creating: settings.storage.folder)
        let processor = try ImageProcessor(
            originals: try folder.originals(), renditions: folder.renditions, records: folder.records, engine: engine,
            recipe: recipe, overlays: overlays, logger: logger("renditions.processing"))
        let progress = ProgressBoard()
        images = try ImageService(
            processor, in: folder, queue: try ImageService.queue(of: [settings.storage.folder + "/originals"]),
            executions: 2 * settings.processing.jobs
        ) { key, event in progress.post(event, of: key) }
        api = try ImageAPI(
            images.ingestor, notes: try folder.notes(), access: access.policy, authorizer: access.authorizer,
            configuration: settings.api, progress: progress, logger: logger("renditions.api"))
        housekeeping = try Housekeeping(
            api, journal: try folder.journal(), folder: settings.storage.folder,
            logger: logger("renditions.housekeeping"))
        open = access.open
    }
}
