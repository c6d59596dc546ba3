internal import ArgumentParser

/// `renditions quarantine`.
struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Lists originals that could not be processed for a reason of ours, and tries them again.",
        subcommands: [QuarantineListCommand.self, QuarantineReplayCommand.self])
}
