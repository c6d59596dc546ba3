internal import ArgumentParser
internal import Renditions
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

    /// As ``LocalService/service(onFolder:isForRecipeOnly:)``.
    func service(onFolder folder: String, isForRecipeOnly: Bool = false) async throws -> ImageService {
        try await LocalService(
            recipe: recipe.load(), out: output.out, jobs: jobCount, overlays: overlays, engine: engine
        ).service(onFolder: folder, isForRecipeOnly: isForRecipeOnly)
    }
}
