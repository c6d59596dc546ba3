/// The built `renditions` and how it is called here.
struct RenditionTool: Sendable {
    var path: String
    var recipe: String
    /// Seconds that one original may take; the tool's own limit.
    var seconds: Double
    /// Seconds past the tool's own limit after which it counts as hung: for its start, and for the machine's other work.
    var margin: Double

    func arguments(_ input: String, out: String, jobs: Int) -> [String] {
        [
            path, "process", input, "--recipe", recipe, "--out", out, "--json", "--jobs", String(jobs),
            "--max-seconds", String(seconds),
        ]
    }

    /// What a process may take that works on `count` files, `jobs` at a time.
    func limit(files count: Int = 1, jobs: Int = 1) -> Duration {
        .seconds(seconds * Double((count + jobs - 1) / jobs) + margin)
    }
}
