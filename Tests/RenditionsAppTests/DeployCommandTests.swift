import Foundation
import RenditionsTasks
import RenditionsWorkflow
import Testing

/// What a deployment is made of, as the tool prints it.
@Suite struct DeployCommandTests {
    private static let deployment = Document.folder.deletingLastPathComponent().appending(path: "Deploy/aws")

    /// `UPDATE_GOLDEN=1 swift test --filter DeployCommandTests` writes the files anew.
    @Test(arguments: [["policy", "policies"], ["document", "workflows"]])
    func filesAreWhatIsPrinted(_ names: [String]) async throws {
        let folder = try TemporaryFolder()
        let run = await CommandRun("deploy", names[0], "--out", folder.path)
        #expect(run.status == 0, "\(run.errors)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(files.count == (names[0] == "policy" ? 4 : 3))
        for name in files {
            let printed = try Data(contentsOf: URL(filePath: folder.path).appending(path: name))
            let file = Self.deployment.appending(path: names[1]).appending(path: name)
            if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try printed.write(to: file) }
            #expect(
                String(decoding: printed, as: UTF8.self) == (try String(contentsOf: file, encoding: .utf8)), "\(name)")
        }
    }

    /// Whatever is in the folder and is not derived, is of resources and of who may take a role on.
    @Test func nothingElseStandsBesides() throws {
        let folder = Self.deployment.appending(path: "policies")
        let files = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
        let derived = Set(["tasks", "ingest", "api", "workflows"].map { "\($0).json.tftpl" })
        for name in files.subtracting(derived) {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            #expect(text.contains("\"Principal\""), "\(name)")
        }
        #expect(files.isSuperset(of: derived))
    }

    @Test func aRoleHasWhatItsWorkflowsNeed() async throws {
        let processing = try await sids("tasks", "--workflow", "process-image")
        let erasing = try await sids("tasks", "--workflow", "erase-asset")
        #expect(processing.contains("KeepRenditions"))
        #expect(!processing.contains("EraseOriginals"))
        #expect(erasing.isSuperset(of: ["EraseOriginals", "EraseRenditions"]))
        #expect(!erasing.contains("KeepRenditions"))
        #expect(try await sids("tasks").isSuperset(of: ["EraseOriginals", "KeepRenditions"]))
        #expect(try await sids("api", "--workflow", "erase-asset") == (try await sids("api")))
    }

    @Test func workflowsOfOthersAreRead() async throws {
        let folder = try TemporaryFolder()
        func document(_ function: String, _ task: String) throws -> String {
            try folder.write(
                """
                {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                 "Parameters": {"FunctionName": "\(function)", "Payload": {"task": "\(task)", "input.$": "$"}}}}}
                """, to: "own.asl.json")
        }
        let own = try document("renditions-tasks", "complete-erasure")
        #expect(
            try await sids("tasks", "--workflow", own)
                == ["KeepRecords", "WriteLogs", "Trace", "GiveUp"])
        let printed = await CommandRun(
            "deploy", "document", "--workflow", own, "--function", "arn:aws:lambda:x:y:function:z")
        #expect(printed.status == 0)
        #expect(printed.output.contains("\"FunctionName\": \"arn:aws:lambda:x:y:function:z\""))
        #expect(printed.output.contains("\"context\"") && printed.output.contains("Lambda.TooManyRequestsException"))

        let unknown = await CommandRun(
            "deploy", "policy", "--workflow", try document("renditions-tasks", "paint-moustache"))
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("--task paint-moustache="))
        let elsewhere = await CommandRun(
            "deploy", "policy", "--function", "workflows", "--workflow", try document("mine", "x"))
        #expect(elsewhere.status == 2)
        #expect(elsewhere.errors.contains("'mine'"))
    }

    /// What a shop puts before processing.
    private struct ScreenImage: WorkflowTask {
        static let name: TaskName = "screen-image"

        func run(_ request: ProcessRequest, in context: TaskContext) async throws -> ProcessRequest { request }
    }

    private struct ScreenedImage: Workflow {
        static let name = "screened-image"

        var body: some WorkflowNode<ProcessRequest, ProcessResult> {
            Step(ScreenImage.self)
            ProcessImage()
        }
    }

    @Test func aWorkflowOfOnesOwnGetsItsPolicies() async throws {
        let folder = try TemporaryFolder()
        let document = try folder.write(ScreenedImage().lowered().machine.json, to: "screened-image.asl.json")
        let backfill = try folder.write(
            RerenderOriginals(process: ScreenedImage()).lowered().machine.json, to: "rerender-originals.asl.json")
        let own = [
            "--workflow", document, "--workflow", backfill, "--workflow", "erase-asset",
            "--task", "screen-image=originals:read,notes:read+write,records:list", "--process", "screened-image",
        ]
        let tasks = try await statements("tasks", own)
        let shipped = try await statements("tasks", [])
        #expect(Set(tasks.keys) == Set(shipped.keys).union(["KeepNotes", "ListRecords"]))
        #expect(tasks["KeepNotes"]?.resources == ["${renditions}/${prefixes.notes}*"])
        #expect(tasks["KeepNotes"]?.actions == ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"])
        #expect(tasks["ListRecords"]?.resources == ["${table}/index/*"])
        for role in ["ingest", "api"] {
            let found = try await statements(role, own)
            #expect(
                found["BeginExecutions"]?.resources == ["${machines.screened-image}", "${machines.erase-asset}"])
            #expect(
                found["FollowExecutions"]?.resources == [
                    "${executions.screened-image}:*", "${executions.erase-asset}:*",
                ])
            #expect(try await statements(role, [])["BeginExecutions"]?.resources.first == "${machines.process-image}")
        }
        let machines = try await statements("workflows", own)
        #expect(machines["CarryOutTasks"]?.resources == ["${tasks}:*"])
        #expect(machines["BeginItems"]?.resources == ["${machines.rerender-originals}"])

        // The files that Terraform takes.
        let out = await CommandRun(["deploy", "policy"] + own + ["--out", folder("policies")])
        #expect(out.status == 0, "\(out.errors)")
        let file = String(decoding: try folder.read("policies/ingest.json.tftpl"), as: UTF8.self)
        #expect(file.contains("${machines.screened-image}") && !file.contains("process-image"))
    }

    /// A task that does nothing to the stores is declared as well.
    @Test func aTaskMayNeedNothing() async throws {
        let folder = try TemporaryFolder()
        let document = try folder.write(ScreenedImage().lowered().machine.json, to: "screened-image.asl.json")
        let own = ["--workflow", document, "--task", "screen-image="]
        #expect(try await statements("tasks", own) == statements("tasks", ["--workflow", "process-image"]))
    }

    private struct Statement: Equatable {
        var actions: [String]
        var resources: [String]
    }

    private func statements(_ role: String, _ more: [String]) async throws -> [String: Statement] {
        let run = await CommandRun(["deploy", "policy", "--json", "--function", role] + more)
        #expect(run.status == 0, "\(run.errors)")
        func texts(_ value: JSONValue?) -> [String] {
            value?.stringValue.map { [$0] } ?? value?.arrayValue?.compactMap(\.stringValue) ?? []
        }
        let all = try JSONValue(json: run.output)["Statement"]?.arrayValue ?? []
        return Dictionary(
            uniqueKeysWithValues: all.map {
                (
                    $0["Sid"]?.stringValue ?? "",
                    Statement(actions: texts($0["Action"]), resources: texts($0["Resource"]))
                )
            })
    }

    @Test func namesOfAnAccountAreWrittenOut() async throws {
        let run = await CommandRun(
            "deploy", "policy", "--json", "--account", "123456789012", "--region", "cn-north-1", "--name", "photos")
        #expect(run.status == 0)
        #expect(!run.output.contains("${"))
        for arn in [
            "arn:aws-cn:s3:::photos-originals-123456789012-cn-north-1/*",
            "arn:aws-cn:s3:::photos-renditions-123456789012-cn-north-1/renditions/*",
            "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/photos-records/index/*",
            "arn:aws-cn:states:cn-north-1:123456789012:execution:photos-erase-asset:*",
            "arn:aws-cn:lambda:cn-north-1:123456789012:function:photos-tasks:*",
            "arn:aws-cn:logs:cn-north-1:123456789012:log-group:/aws/lambda/photos-api:*",
            "arn:aws-cn:sqs:cn-north-1:123456789012:photos-ingest-dead",
        ] {
            #expect(run.output.contains("\"\(arn)\""), "\(arn)")
        }
    }

    /// Of originals under a prefix nothing else in their bucket may be touched.
    @Test func originalsMayLieUnderAPrefix() async throws {
        let run = await CommandRun(
            "deploy", "policy", "--json", "--account", "123456789012", "--region", "eu-west-1", "--originals-prefix",
            "media/photos/")
        #expect(run.status == 0)
        #expect(run.output.contains("renditions-originals-123456789012-eu-west-1/media/photos/*\""))
        #expect(run.output.contains("\"s3:prefix\": \"media/photos/*\""))
        #expect(!run.output.contains("renditions-originals-123456789012-eu-west-1/*"))
        #expect(run.output.contains("renditions-renditions-123456789012-eu-west-1/renditions/*"))
    }

    @Test func aTableIsForPeople() async throws {
        let run = await CommandRun("deploy", "policy")
        #expect(run.status == 0)
        for role in ["tasks", "ingest", "api", "workflows"] { #expect(run.output.contains("\n\(role) ")) }
        #expect(run.output.contains("${originals}/${prefixes.originals}*"))
    }

    @Test(arguments: [
        ["policy", "--account", "123456789012"], ["policy", "--account", "12345", "--region", "eu-west-1"],
        ["policy", "--account", "123456789012", "--region", "EU West"], ["policy", "--function", "gateway"],
        ["policy", "--originals-prefix", "photos/"],
        ["policy", "--account", "123456789012", "--region", "eu-west-1", "--originals-prefix", "photos"],
        ["policy", "--account", "123456789012", "--region", "eu-west-1", "--originals-prefix", "/"],
        ["policy", "--account", "123456789012", "--region", "eu-west-1", "--originals-prefix", "*/"],
        ["policy", "--workflow", "no-such-workflow"], ["document", "--workflow", "/no/such/file.json"],
        ["document", "--out", ""], ["policy", "--process", "nobody-has-this"], ["policy", "--process", "1st"],
        ["policy", "--process", "${x}"], ["policy", "--task", "paint=originals:read"], ["policy", "--task", "paint"],
        ["policy", "--task", "probe-original=originals"], ["policy", "--task", "probe-original=sky:read"],
        ["policy", "--task", "probe-original=originals:paint"], ["policy", "--task", "probe-original=originals:read,"],
        ["policy", "--task", "a b=originals:read"],
    ])
    func wrongCommandLinesAreExplained(_ arguments: [String]) async {
        let run = await CommandRun(["deploy"] + arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("renditions: usage: "))
    }

    @Test func optionsOfADeploymentNeedOne() async {
        let run = await CommandRun("doctor", "--table", "records")
        #expect(run.status == 2)
        #expect(run.errors.contains("--aws"))
    }

    @Test func withoutARegionNothingCanBeLookedAt() async {
        let run = await CommandRun(["doctor", "--aws"], environment: ["HOME": "/nonexistent"])
        #expect(run.status == 2)
        #expect(run.errors.contains("Set AWS_REGION"))
    }

    private func sids(_ role: String, _ more: String...) async throws -> Set<String> {
        let run = await CommandRun(["deploy", "policy", "--json", "--function", role] + more)
        let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let statements = document?["Statement"] as? [[String: Any]] ?? []
        return Set(statements.compactMap { $0["Sid"] as? String })
    }
}
