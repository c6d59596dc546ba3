import AWSServers
import RenditionsApp
import RenditionsWorkflow
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `renditions doctor --aws`.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "make aws-deps"), .timeLimit(.minutes(5)))
struct DoctorCommandTests {
    @Test func whatIsFoundIsShownWithAnExitStatus() async throws {
        try await EmulatedDeployment.with { deployment in
            let file = FileManager.default.temporaryDirectory.appending(path: "greeting-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: file) }
            let document = file.appending(path: "greeting.asl.json")
            try Data(EmulatedDeployment.workflow().json.utf8).write(to: document)
            let arguments = ["doctor", "--aws", "--workflow", document.path]

            let fine = await ToolRun(arguments, deployment.environment)
            #expect(fine.status == 0, "\(fine.output)\(fine.errors)")
            #expect(fine.output.contains("workflow greeting"))
            #expect(fine.output.contains("ok       rule test-originals"))
            #expect(!fine.output.contains("FAILED"))
            #expect(!fine.output.contains(deployment.machines.account.secretKey))

            let lacking = await ToolRun(arguments + ["--table", "elsewhere"], deployment.environment)
            #expect(lacking.status == 3)
            #expect(lacking.output.contains("FAILED   table elsewhere"))
            // The functions are told of the other one.
            #expect(lacking.errors.hasPrefix("renditions: deployment: 4 things must be set right."))

            let printed = await ToolRun(
                arguments + ["--json", "--originals", "s3://nobody-has-this-one/"], deployment.environment)
            #expect(printed.status == 3)
            let findings = try JSONValue(json: printed.output)["findings"]?.arrayValue ?? []
            let failed = findings.filter { $0["verdict"] == "failed" }
            // The functions are told of another bucket, and the rule is for another one.
            #expect(Set(failed.compactMap { $0["check"]?.stringValue }) == ["bucket", "function", "rule"])
            #expect(failed.contains { $0["subject"] == "bucket nobody-has-this-one" })

            try await deployment.send(1, to: "ingest-dead")
            let givenUp = await ToolRun(arguments + ["--json"], deployment.environment)
            #expect(givenUp.status == 0)
            let letters = try JSONValue(json: givenUp.output)["findings"]?.arrayValue?.first {
                $0["subject"] == "queue test-ingest-dead"
            }
            #expect(letters?["check"] == "dead-letters")
            #expect(letters?["verdict"] == "warning")
            #expect(givenUp.errors.contains("1 thing could be better"))

            let nobody = await ToolRun(
                arguments,
                deployment.environment.merging(["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""]) { $1 })
            #expect(nobody.status == 3)
            #expect(nobody.output.contains("No credentials were found"))
        }
    }
}
