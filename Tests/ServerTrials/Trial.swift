/// Something that is done to a server, and what was wrong with how it took that.
protocol Trial {
    var verdict: Verdict { get }

    /// - Returns: the lines that tell it.
    mutating func run() async throws -> String
}
