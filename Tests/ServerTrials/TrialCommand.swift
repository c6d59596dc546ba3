internal import Foundation

/// The trials by their names, with what can be said of each.
///
///     ServerTrialsRunner drain --rounds 100 --seed 1 --kill 0.2
///     ServerTrialsRunner slow --connections 1000
///     ServerTrialsRunner flood --bytes 5368709120
///     ServerTrialsRunner overload --seconds 60
///     ServerTrialsRunner mixed --seconds 300 --seed 1 --hostile <folder>
package struct TrialCommand {
    private let arguments: ArraySlice<String>

    /// - Parameter arguments: without the name of the program.
    package init(_ arguments: ArraySlice<String>) { self.arguments = arguments }

    /// - Returns: the exit status.
    package func run() async throws -> Int32 {
        let scratch = value("--root").map(Scratch.init) ?? .temporary("server-trials")
        let program = try value("--server") ?? Self.programBeside(CommandLine.arguments[0])
        let seed = number("--seed").map { UInt64($0) } ?? 1
        switch arguments.first {
        case "drain":
            var options = DrainTrial.Options()
            options.seed = seed
            if let rounds = number("--rounds") { options.rounds = rounds }
            if let part = value("--kill").flatMap({ Double($0) }) { options.killedPart = part }
            options.sabotage = value("--sabotage").flatMap { DrainTrial.Sabotage(rawValue: $0) }
            var trial = try DrainTrial(program, scratch, options)
            return try end(
                try await trial.run(), trial.verdict, scratch,
                "Signals meet other moments in each run; to see it again: make drain ROUNDS=\(options.rounds) SEED=\(seed), "
                    + "more than once where need be.")
        case "slow":
            var options = SlowTrial.Options()
            options.seed = seed
            if let connections = number("--connections") { options.connections = connections }
            if let seconds = number("--baseline") { options.baseline = .seconds(seconds) }
            let trial = try SlowTrial(program, scratch, options)
            return try end(try await trial.run(), trial.verdict, scratch, "To see it again: make abuse")
        case "flood":
            var options = FloodTrial.Options()
            if let bytes = number("--bytes") { options.bytes = bytes }
            let trial = try FloodTrial(program, scratch, options)
            return try end(try await trial.run(), trial.verdict, scratch, "To see it again: make abuse")
        case "overload":
            var options = OverloadTrial.Options()
            options.seed = seed
            if let seconds = number("--seconds") { options.seconds = seconds }
            let trial = try OverloadTrial(program, scratch, options)
            return try end(try await trial.run(), trial.verdict, scratch, "To see it again: make abuse")
        case "mixed":
            var options = MixedTrial.Options()
            options.seed = seed
            if let seconds = number("--seconds") { options.seconds = seconds }
            options.hostile = value("--hostile")
            let trial = try MixedTrial(program, scratch, options)
            return try end(
                try await trial.run(), trial.verdict, scratch,
                "To see it again: make load SECONDS=\(options.seconds) SEED=\(seed)")
        default:
            Self.complain("usage: ServerTrialsRunner drain|slow|flood|overload|mixed [--server FILE] [--seed N] …")
            return 2
        }
    }

    /// Leaves the folder where there is something to look at.
    private func end(_ report: String, _ verdict: Verdict, _ scratch: Scratch, _ advice: String) throws -> Int32 {
        print(report)
        guard verdict.count == 0 else {
            Self.complain("\(advice)\nKept for inspection: \(scratch.root)")
            return 1
        }
        try scratch.remove()
        return 0
    }

    private static func programBeside(_ path: String) throws -> String {
        URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "renditions-server")
            .path
    }

    private func number(_ option: String) -> Int? { value(option).flatMap { Int($0) } }

    private func value(_ option: String) -> String? {
        arguments.firstIndex(of: option).map { $0 + 1 }.flatMap { arguments.indices.contains($0) ? arguments[$0] : nil }
    }

    private static func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
