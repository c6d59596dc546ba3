import Foundation
import RenditionsService
import Testing

/// What `--help` prints is read by people and copied into documents: it changes on purpose only.
///
/// `UPDATE_GOLDEN=1 swift test --filter ServerHelpTests` writes the file anew.
@Suite struct ServerHelpTests {
    @Test func helpIsAsAgreed() async throws {
        let run = await ServerToolRun(["--help"])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/renditions-server.txt")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(run.output.utf8).write(to: file) }
        #expect(run.output == (try String(contentsOf: file, encoding: .utf8)))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func everySettingIsInIt() async {
        let help = await ServerToolRun(["-h"]).output
        for setting in Setting.all { #expect(help.contains("\n  \(setting.argument) <")) }
    }

    @Test func versionIsPrinted() async {
        let run = await ServerToolRun(["--version"])
        #expect(run.status == 0)
        #expect(run.output.contains("."))
    }
}
