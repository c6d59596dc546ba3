internal import ArgumentParser

/// `--out` of commands that look at what others have written.
struct OutputOption: ParsableArguments {
    @Option(help: ArgumentHelp("The output folder of `renditions process` or `watch`.", valueName: "folder"))
    var out: String

    func validate() throws { try PathCheck.refuseEmpty("--out", out) }
}
