import AWSServers
import NIOCore
import Renditions
import RenditionsAWS
import RenditionsApp
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// `renditions rerender apply --on aws`: Step Functions lists the bucket, and functions look at each original.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "make aws-deps"), .timeLimit(.minutes(5)))
struct RerenderCommandTests {
    @Test func aDeploymentMakesAnewWhatIsStale() async throws {
        try await EmulatedImages.with { images in
            let keys: [ObjectKey] = ["a.png", "cats/b.png"]
            for (shade, key) in keys.enumerated() {
                try await images.upload(UInt8(shade), at: key)
                _ = try await images.processor().process(key)
            }
            try images.serve(EmulatedImages.new)
            let cats = await images.run("rerender", "apply", "--on", "aws", "--prefix", "cats/", "--run", "one")
            #expect(cats.status == 0, "\(cats.errors)")
            #expect(
                cats.output
                    == "1 original looked at: 0 left as they are, 1 made anew, 0 taken up, 0 failed, 0 passed over\n")
            #expect(try await names(of: keys, images) == [["large"], ["large", "small"]])

            let all = await images.run("rerender", "apply", "--on", "aws", "--run", "two")
            #expect(all.status == 0, "\(all.errors)")
            #expect(all.output.contains("2 originals looked at: 1 left as they are, 1 made anew, 0 taken up"))
            #expect(try await names(of: keys, images) == [["large", "small"], ["large", "small"]])

            // The same command is the same execution, and says the same.
            let again = await images.run("rerender", "apply", "--on", "aws", "--run", "two")
            #expect(again.status == 0)
            #expect(again.errors.contains("has ended already"))
            #expect(again.output == all.output)
            #expect(try await images.machines.runner().executions().count == 2)
        }
    }

    private func names(of keys: [ObjectKey], _ images: EmulatedImages) async throws -> [[String]] {
        var names: [[String]] = []
        for key in keys { names.append(try await images.record(key)?.renditions.keys.sorted() ?? []) }
        return names
    }

    /// What events never told of, and what is in quarantine.
    @Test func aDeploymentTakesUpWhatWasMissed() async throws {
        try await EmulatedImages.with { images in
            for (shade, key) in (["a.png", "missed \u{e9}.png", "poisoned.png"] as [ObjectKey]).enumerated() {
                try await images.upload(UInt8(shade), at: key)
            }
            _ = try await images.originals.put(ObjectBody("no image".utf8), at: "bad.png")
            _ = try await images.processor().process("a.png")
            let poisoned = try await images.originals.head("poisoned.png")
            try await images.processor().recordFailure(
                AssetFailure(code: "timed-out", message: "It took too long.", isRetryable: false), of: poisoned,
                generation: 0, state: .quarantined)
            try images.serve()

            let first = await images.run("rerender", "apply", "--on", "aws", "--run", "one")
            #expect(first.status == 1, "\(first.errors)")
            #expect(
                first.output.contains(
                    "4 originals looked at: 1 left as they are, 0 made anew, 2 taken up, 1 failed, 0 passed over"))
            #expect(first.errors.contains("renditions: Original.refused: photos/bad.png: "))
            for key in ["missed \u{e9}.png", "poisoned.png"] as [ObjectKey] {
                #expect(try await images.record(key)?.state == .ready)
            }
            #expect(try await images.record("bad.png")?.state == .failed)

            let second = await images.run("rerender", "apply", "--on", "aws", "--run", "two")
            #expect(second.status == 0, "\(second.errors)")
            #expect(second.output.contains("4 originals looked at: 4 left as they are"))
        }
    }

    /// Another place than that of the functions, in which there is something.
    @Test func originalsThatNobodyLooksAtAreNoSuccess() async throws {
        try await EmulatedImages.with { images in
            try await images.upload(1, at: "a.png")
            try images.serve()
            let place = "s3://\(images.bucket)/"
            let elsewhere = await images.run(
                "rerender", "apply", "--on", "aws", "--originals", place, "--prefix", "photos/")
            #expect(elsewhere.status == 4, "\(elsewhere.errors)")
            #expect(elsewhere.output.contains("1 original looked at: 0 left as they are"))
            #expect(elsewhere.errors.contains("renditions: nothing-done: "))
            // Where there is nothing there is nothing to look at.
            let nothing = await images.run("rerender", "apply", "--on", "aws", "--prefix", "dogs/")
            #expect(nothing.status == 0, "\(nothing.errors)")
            #expect(nothing.output.contains("0 originals looked at"))
        }
    }

    @Test func anExecutionThatFailsIsNoSuccess() async throws {
        try await EmulatedImages.with { images in
            try await images.upload(1, at: "a.png")
            let broken = try EmulatedMachines.machine(
                "A", "\"A\": {\"Type\": \"Fail\", \"Error\": \"Broken\", \"Cause\": \"It is.\"}")
            _ = try await images.machines.runner().publish(broken, as: RerenderOriginals.name)
            let run = await images.run("rerender", "apply", "--on", "aws")
            #expect(run.status == 4, "\(run.errors)")
            #expect(run.errors.contains("renditions: execution-failed: ") && run.errors.contains("Broken: It is."))
            #expect(run.output.isEmpty)
        }
    }

    @Test(arguments: [
        (["--recipe", "web"], "the deployment's own"), (["--run", "no space"], "--run must be"),
        (["--originals", "photos"], "s3://bucket/prefix/"), ([], "RENDITIONS_RENDITIONS"),
        (["--out", "out"], "the deployment's own"),
    ])
    func wrongCommandLinesAreExplained(_ arguments: [String], _ text: String) async {
        let run = await ToolRun(
            ["rerender", "apply", "--on", "aws"] + arguments,
            ["RENDITIONS_ORIGINALS": "s3://originals/", "AWS_REGION": "us-east-1"])
        #expect(run.status == 2)
        #expect(run.errors.contains(text), "\(run.errors)")
    }

    @Test func whatIsNotDeployedIsTold() async throws {
        try await EmulatedMachines.with { machines in
            let run = await ToolRun(
                ["rerender", "apply", "--on", "aws"],
                [
                    "AWS_ENDPOINT_URL": machines.server.endpoint, "AWS_REGION": AWSServer.region,
                    "AWS_ACCESS_KEY_ID": machines.account.accessKey,
                    "AWS_SECRET_ACCESS_KEY": machines.account.secretKey, "RENDITIONS_ORIGINALS": "s3://originals/",
                    "RENDITIONS_RENDITIONS": "s3://renditions/", "RENDITIONS_STATE_MACHINES": machines.machines,
                ])
            #expect(run.status == 2)
            #expect(run.errors.contains("There is no such state machine"), "\(run.errors)")
        }
    }
}
