internal import ArgumentParser
internal import Renditions

/// Everything that it takes to carry workflows out on a folder of originals.
struct ServiceOptions: ParsableArguments {
    @OptionGroup var recipe: RecipeOption

    @OptionGroup var output: OutputOption

    @OptionGroup var jobs: JobsOption

    @OptionGroup var overlays: OverlaysOption

    @OptionGroup var engine: EngineOptions

    /// As ``LocalService/service(onFolder:isForRecipeOnly:)``.
    func service(onFolder folder: String, isForRecipeOnly: Bool = false) async throws -> ImageService {
        try await LocalService(
            recipe: recipe.load(), out: output.out, jobs: jobs.count, overlays: overlays, engine: engine
        ).service(onFolder: folder, isForRecipeOnly: isForRecipeOnly)
    }
}
