internal import ArgumentParser
internal import Renditions

/// `--overlays`.
struct OverlaysOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of the images that watermarks and composites name, by their paths below it.",
            valueName: "folder"))
    var overlays: String?

    func validate() throws { try PathCheck.refuseEmpty("--overlays", overlays) }

    /// As ``OverlaysFolder/store(for:maximumBytes:)``.
    func store(for recipe: Recipe, maximumBytes: Int) async throws -> SourceFolderStore? {
        try await OverlaysFolder(path: overlays, name: "--overlays").store(for: recipe, maximumBytes: maximumBytes)
    }
}
