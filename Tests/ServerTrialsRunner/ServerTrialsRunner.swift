internal import Foundation
internal import ServerTrials

/// Runs one of the trials of the server; see `TrialCommand`.
@main
struct ServerTrialsRunner {
    static func main() async throws {
        // Writing to a server that is gone is nothing to die of.
        signal(SIGPIPE, SIG_IGN)
        exit(try await TrialCommand(CommandLine.arguments.dropFirst()).run())
    }
}
