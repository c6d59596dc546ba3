internal import Foundation

/// `drive` has two workers process images, kills them and looks at what has become of everything; `poison` has one original
/// kill whoever works on it; `takeover` tells how long it takes until another worker goes on; `work` is a worker. With
/// `--sabotage` and a case of ``Sabotage`` the driver has something to find.
///
///     KillWorkers drive --rounds 1000 --seed 1
///     KillWorkers poison --seed 1
///     KillWorkers takeover --lease 30000 --rounds 3
///     KillWorkers work --root <folder> --lease <milliseconds> --losses <count>
@main
struct KillWorkers {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let seed = number("--seed", in: arguments) ?? 1
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kill-workers-\(UUID().uuidString)")
        let scratch = Scratch(root: value("--root", in: arguments) ?? folder.path)
        let sabotage = value("--sabotage", in: arguments).flatMap { Sabotage(rawValue: $0) }
        switch arguments.first {
        case "work":
            try await Worker(
                scratch: scratch, leaseDuration: .milliseconds(number("--lease", in: arguments) ?? 1_500),
                maximumLostAttempts: number("--losses", in: arguments) ?? 3, sabotage: sabotage
            ).run()
        case "drive":
            let rounds = number("--rounds", in: arguments) ?? 12
            var driver = try await Driver(scratch, seed: UInt64(seed), sabotage: sabotage)
            try await driver.run(rounds: rounds)
            print(driver.summary)
            try end(
                scratch, driver.violations,
                "Kills meet other moments in each run; to see it again: make kill-workers ROUNDS=\(rounds) SEED=\(seed), "
                    + "more than once where need be.")
        case "poison":
            var trial = try await PoisonTrial(scratch, seed: UInt64(seed))
            try await trial.run()
            print(trial.summary)
            try end(scratch, trial.violations, "To see it again: KillWorkers poison --seed \(seed)")
        case "takeover":
            let lease = Duration.milliseconds(number("--lease", in: arguments) ?? 30_000)
            let trial = TakeoverTrial(scratch: scratch, leaseDuration: lease)
            for _ in 0..<(number("--rounds", in: arguments) ?? 3) { print(try await trial.run()) }
            try end(scratch, [], "")
        default:
            fail("usage: KillWorkers drive|poison|takeover|work [--rounds N] [--seed N] [--lease MS] [--losses N]")
        }
    }

    /// Leaves the folder where there is something to look at.
    private static func end(_ scratch: Scratch, _ violations: [String], _ advice: String) throws {
        guard violations.isEmpty else { return fail("\(advice)\nKept for inspection: \(scratch.root)") }
        try FileManager.default.removeItem(atPath: scratch.root)
    }

    private static func number(_ option: String, in arguments: ArraySlice<String>) -> Int? {
        value(option, in: arguments).flatMap { Int($0) }
    }

    private static func value(_ option: String, in arguments: ArraySlice<String>) -> String? {
        arguments.firstIndex(of: option).map { $0 + 1 }.flatMap { arguments.indices.contains($0) ? arguments[$0] : nil }
    }

    private static func fail(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        exit(1)
    }
}
