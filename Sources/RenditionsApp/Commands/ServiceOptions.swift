internal import ArgumentParser
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsVips

/// Everything that it takes to carry workflows out on a folder of originals.
struct ServiceOptions: ParsableArguments {
    @OptionGroup var recipe: RecipeOption

    @OptionGroup var output: OutputOption

    @Option(
        help: ArgumentHelp(
            "Originals that are worked on at once, 1 to 1024. (default: the number of processors)", valueName: "count"))
    var jobs: Int?

    @OptionGroup var overlays: OverlaysOption

    @OptionGroup var engine: EngineOptions

    func validate() throws {
        if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs must be 1 to 1024.") }
    }

    var jobCount: Int { jobs ?? VipsEngineConfiguration.processorCount }

    /// - Parameters:
    ///   - folder: of originals.
    ///   - isForRecipeOnly: whether nothing else may be made in the same queue.
    /// - Throws: `StoreError`, `RenderError`, `WorkflowError`; ``ToolFailure`` when the folders overlap.
    func service(onFolder folder: String, isForRecipeOnly: Bool = false) async throws -> ImageService {
        let recipe = try recipe.load()
        try OriginalsFolder.check(folder, against: output.out)
        let vips = try engine.engine(threads: jobCount)
        let marks = try await overlays.store(for: recipe, maximumBytes: vips.limits.inputBytes)
        let folderOut = try OutputFolder(creating: output.out)
        let processor = try ImageProcessor(
            originals: try OriginalsFolder.store(folder, maximumBytes: vips.limits.inputBytes),
            renditions: folderOut.renditions, records: folderOut.records, engine: vips, recipe: recipe, overlays: marks)
        return try ImageService(
            processor, in: folderOut,
            queue: try ImageService.queue(of: [folder], for: isForRecipeOnly ? recipe : nil), executions: 2 * jobCount)
    }
}
