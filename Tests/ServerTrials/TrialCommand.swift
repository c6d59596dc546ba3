internal import Foundation

/// The trials by their names, with what can be said of each.
///
///     ServerTrialsRunner drain --rounds 100 --seed 1 --kill 0.2
///     ServerTrialsRunner slow --connections 1000
///     ServerTrialsRunner readers --connections 400
///     ServerTrialsRunner crowd --connections 32 --window 10
///     ServerTrialsRunner flood --bytes 5368709120
///     ServerTrialsRunner overload --seconds 60
///     ServerTrialsRunner connections --count 20000
///     ServerTrialsRunner mixed --seconds 300 --seed 1 --hostile <folder>
///
/// With `--bars` what takes too long, or too much memory, is a violation too. `attack` is what some of them start in a
/// process of its own.
package struct TrialCommand {
    private let arguments: TrialArguments

    /// - Parameter arguments: without the name of the program.
    package init(_ arguments: ArraySlice<String>) { self.arguments = TrialArguments(arguments) }

    /// - Returns: the exit status.
    package func run() async throws -> Int32 {
        if arguments.command == "attack" {
            guard let attack = Attack(arguments) else { return 2 }
            try await attack.run { print($0) }
            return 0
        }
        let scratch = arguments.value("--root").map(Scratch.init) ?? .temporary("server-trials")
        let program = arguments.value("--server") ?? Self.programBeside(CommandLine.arguments[0])
        guard var trial = try arguments.trial(of: program, in: scratch) else {
            let names = "drain|slow|readers|crowd|flood|overload|connections|mixed"
            Self.complain("usage: ServerTrialsRunner \(names) [--server FILE] [--seed N] [--bars] …")
            return 2
        }
        print(try await trial.run())
        // Leaves the folder where there is something to look at.
        guard trial.verdict.count == 0 else {
            Self.complain("\(arguments.advice)\nKept for inspection: \(scratch.root)")
            return 1
        }
        try scratch.remove()
        return 0
    }

    private static func programBeside(_ path: String) -> String {
        URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "renditions-server")
            .path
    }

    private static func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
