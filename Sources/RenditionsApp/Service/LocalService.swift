internal import Renditions
internal import RenditionsVips

/// What it takes to carry workflows out on a folder of originals.
struct LocalService {
    var recipe: Recipe
    /// The output folder.
    var out: String
    /// Originals that are worked on at once.
    var jobs: Int
    var overlays: OverlaysOption
    var engine: EngineOptions

    /// - Parameters:
    ///   - folder: of originals.
    ///   - isForRecipeOnly: whether nothing else may be made in the same queue.
    /// - Throws: `StoreError`, `RenderError`, `WorkflowError`; ``ToolFailure`` when the folders overlap.
    func service(onFolder folder: String, isForRecipeOnly: Bool = false) async throws -> ImageService {
        try OriginalsFolder.check(folder, against: out)
        let vips = try engine.engine(threads: jobs)
        let marks = try await overlays.store(for: recipe, maximumBytes: vips.limits.inputBytes)
        let folderOut = try OutputFolder(creating: out)
        let processor = try ImageProcessor(
            originals: try OriginalsFolder.store(folder, maximumBytes: vips.limits.inputBytes),
            renditions: folderOut.renditions, records: folderOut.records, engine: vips, recipe: recipe, overlays: marks)
        return try ImageService(
            processor, in: folderOut,
            queue: try ImageService.queue(of: [folder], for: isForRecipeOnly ? recipe : nil), executions: 2 * jobs)
    }
}
