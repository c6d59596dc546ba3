internal import ArgumentParser
internal import RenditionsVips

/// `--jobs`.
struct JobsOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Originals that are worked on at once, 1 to 1024. (default: the number of processors)", valueName: "count"))
    var jobs: Int?

    func validate() throws {
        if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs must be 1 to 1024.") }
    }

    var count: Int { jobs ?? VipsEngineConfiguration.processorCount }
}
