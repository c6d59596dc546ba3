import Foundation
import Testing

/// `KILL_ROUNDS` says how often a writer is killed; `make kill` does it a thousand times.
@Suite struct KillTests {
    @Test func losesNothingThatWasAcknowledged() throws {
        let rounds = ProcessInfo.processInfo.environment["KILL_ROUNDS"] ?? "25"
        let process = Process()
        process.executableURL = try program
        process.arguments = ["drive", "--rounds", rounds, "--seed", String(UInt32.random(in: 1 ... .max))]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        print(text)
        #expect(process.terminationStatus == 0, "\(text)")
        #expect(text.contains("kill: \(rounds) rounds"))
        #expect(text.contains("violations: 0"))
    }

    /// The driver, built beside the tests.
    private var program: URL {
        get throws {
            let folders = [
                Bundle.main.executableURL, Bundle.main.bundleURL, URL(fileURLWithPath: CommandLine.arguments[0]),
            ]
            for case let folder? in folders {
                for parent in [folder, folder.deletingLastPathComponent()] {
                    let program = parent.appendingPathComponent("KillWriter")
                    if FileManager.default.isExecutableFile(atPath: program.path) { return program }
                }
            }
            throw CocoaError(.fileNoSuchFile)
        }
    }
}
