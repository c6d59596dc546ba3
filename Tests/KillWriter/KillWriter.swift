internal import Foundation

/// `write` changes a folder store until it is killed; `drive` starts writers, kills them and looks at what is left; `fill`
/// writes more than there is room for.
///
///     KillWriter drive --rounds 1000 --seed 1
///     KillWriter write --root <folder> --seed 1
///     KillWriter fill --root <folder>
@main
struct KillWriter {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let seed = value("--seed", in: arguments).flatMap { UInt64($0) } ?? 1
        switch arguments.first {
        case "write":
            guard let root = value("--root", in: arguments) else { return fail("write needs --root") }
            try await Writer(root: root, seed: seed).run()
        case "fill":
            guard let root = value("--root", in: arguments) else { return fail("fill needs --root") }
            for line in try await Filler(root: root).run() { print(line) }
        case "drive":
            let rounds = value("--rounds", in: arguments).flatMap { Int($0) } ?? 25
            let root = FileManager.default.temporaryDirectory.appendingPathComponent("kill-\(UUID().uuidString)")
            var driver = Driver(root: root.path, seed: seed)
            try await driver.run(rounds: rounds)
            print(driver.summary)
            guard driver.violations.isEmpty else { return fail("kept for inspection: \(root.path)") }
            try FileManager.default.removeItem(at: root)
        default:
            fail(
                "usage: KillWriter drive [--rounds N] [--seed S] | KillWriter write --root FOLDER [--seed S] | "
                    + "KillWriter fill --root FOLDER")
        }
    }

    private static func value(_ option: String, in arguments: ArraySlice<String>) -> String? {
        arguments.firstIndex(of: option).map { $0 + 1 }.flatMap { arguments.indices.contains($0) ? arguments[$0] : nil }
    }

    private static func fail(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        exit(1)
    }
}
