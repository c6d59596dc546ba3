internal import ArgumentParser
internal import Renditions

/// `--overlays`.
struct OverlaysOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of the images that watermarks and composites name, by their paths below it.",
            valueName: "folder"))
    var overlays: String?

    /// - Parameter maximumBytes: larger files are not read.
    /// - Returns: nil when no folder was given.
    /// - Throws: ``ToolFailure`` when the folder can't be used.
    func store(maximumBytes: Int) throws -> SourceFolderStore? {
        guard let overlays else { return nil }
        var walk = SourceWalk()
        walk.add(overlays)
        if walk.files.isEmpty, let problem = walk.problems.first {
            throw ToolFailure.usage("The folder of overlays can't be used: \(problem.error.message)")
        }
        return SourceFolderStore(walk.files, maximumBytes: maximumBytes)
    }
}
