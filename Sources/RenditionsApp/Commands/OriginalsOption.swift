internal import ArgumentParser

/// `--originals` of commands that work on originals by their keys.
struct OriginalsOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of originals, as it was given to `renditions process` or `watch`.", valueName: "folder"))
    var originals: String

    func validate() throws { try PathCheck.refuseEmpty("--originals", originals) }
}
