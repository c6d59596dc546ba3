import Foundation
import RenditionsTasks
import RenditionsWorkflow
import Testing

/// What the command line tells of executions, and what it does about them.
@Suite struct WorkflowCommandTests {
    private func processed(bad: Bool = false) async throws -> TemporaryFolder {
        let folder = try await TemporaryFolder.withPhotographs()
        if bad { try folder.write("not an image", to: "photos/bad.jpg") }
        _ = await CommandRun("process", folder("photos"), "--recipe", folder("small.yaml"), "--out", folder("out"))
        return folder
    }

    /// The name of the execution of an original.
    private func execution(of key: String, in folder: TemporaryFolder) async throws -> String {
        let run = await CommandRun("workflow", "list", "--out", folder("out"), "--json")
        for object in try run.objects {
            let original = (object["input"] as? [String: Any])?["original"] as? [String: Any]
            if original?["key"] as? String == key {
                return try #require((object["identity"] as? [String: Any])?["name"] as? String)
            }
        }
        throw CocoaError(.fileNoSuchFile)
    }

    @Test func everyOriginalHasAnExecution() async throws {
        let folder = try await processed(bad: true)
        let all = await CommandRun("workflow", "list", "--out", folder("out"))
        #expect(all.status == 0)
        #expect(all.outputLines.count { $0.contains("process-image") } == 7)
        let failed = await CommandRun("workflow", "list", "--out", folder("out"), "--status", "failed")
        #expect(failed.outputLines.count { $0.contains("process-image") } == 1)
        #expect(failed.output.contains("bad.jpg"))
        let few = await CommandRun("workflow", "list", "--out", folder("out"), "--limit", "3")
        #expect(few.outputLines.count { $0.contains("process-image") } == 3)
        #expect(few.errors.contains("--limit"))
    }

    @Test func anExecutionIsShownWithItsWay() async throws {
        let folder = try await processed(bad: true)
        let name = try await execution(of: "bad.jpg", in: folder)
        let run = await CommandRun(
            "workflow", "show", name, "--out", folder("out"), "--graph", folder("way.svg"))
        #expect(run.status == 0)
        #expect(run.output.contains("Original.refused"))
        #expect(run.output.contains("probe-original > record-failure > verdict > refused"))
        #expect(String(decoding: try folder.read("way.svg"), as: UTF8.self).hasPrefix("<svg"))
        let history = await CommandRun("workflow", "history", name, "--out", folder("out"))
        #expect(history.output.contains("TaskFailed  probe-original  Render.unknown-format"))
        #expect(history.outputLines.last?.contains("ExecutionFailed") == true)
        let whole = await CommandRun("workflow", "history", name, "--out", folder("out"), "--json", "--follow")
        #expect(try whole.objects.count == history.outputLines.count)
    }

    @Test func whatWasRefusedIsNeitherCancelledNorRedriven() async throws {
        let folder = try await processed(bad: true)
        let name = try await execution(of: "bad.jpg", in: folder)
        let cancel = await CommandRun("workflow", "cancel", name, "--out", folder("out"))
        #expect(cancel.status == 2)
        #expect(cancel.errors.contains("wrong-state"))
        let redrive = await CommandRun("workflow", "redrive", name, "--out", folder("out"))
        #expect(redrive.status == 2)
        #expect(redrive.errors.contains("The original itself was refused."))
        let show = await CommandRun("workflow", "show", name, "--out", folder("out"))
        #expect(show.output.contains("because of   probe-original: Render.unknown-format"))
    }

    @Test func whatWasUnderWayIsCancelledOrGoesOn() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let arguments = ["process", folder("photos"), "--recipe", folder("small.yaml"), "--out", folder("out")]
        // Interrupted between two steps, an execution stays as it is.
        let run = await CommandRun(arguments + ["--json", "--jobs", "1"], interruptedAt: "\"event\":\"probed\"")
        #expect(run.status == 130)
        let listed = await CommandRun("workflow", "list", "--out", folder("out"), "--status", "running", "--json")
        let running = try #require(try listed.objects.first)
        let name = try #require((running["identity"] as? [String: Any])?["name"] as? String)
        #expect(await CommandRun("workflow", "cancel", name, "--out", folder("out"), "--reason", "test").status == 0)
        #expect(await CommandRun("workflow", "show", name, "--out", folder("out")).output.contains("aborted"))
        #expect(await CommandRun("workflow", "redrive", name, "--out", folder("out")).output.contains("running"))
        #expect(await CommandRun(arguments).output.contains("6 originals done, 0 failed"))
        #expect(await CommandRun("workflow", "show", name, "--out", folder("out")).output.contains("succeeded"))
    }

    @Test func whatIsNotThereIsSaid() async throws {
        let folder = try await processed()
        let missing = await CommandRun("workflow", "show", "nobody", "--out", folder("out"))
        #expect(missing.status == 2)
        #expect(missing.errors.contains("not-found: There is no execution nobody."))
        #expect(await CommandRun("workflow", "list", "--out", folder("nowhere")).status == 3)
        #expect(await CommandRun("workflow", "list", "--out", folder("out"), "--status", "odd").status == 2)
        #expect(await CommandRun("workflow", "states", "nothing").status == 2)
        #expect(await CommandRun("workflow", "graph", "process-image", "--file", folder("a.txt")).status == 2)
    }

    @Test func workflowsArePrintedAsTheyAreSentToAWS() async throws {
        let run = await CommandRun("workflow", "states", "process-image")
        #expect(run.status == 0)
        #expect(try StateMachine(json: run.output) == ProcessImage().lowered().machine)
        #expect(await CommandRun("workflow", "graph", "erase-asset").output.hasPrefix("flowchart"))
    }

    /// The picture in the documents is that of the workflow.
    @Test func thePictureIsTrue() async throws {
        let run = await CommandRun("workflow", "graph", "process-image", "--format", "svg")
        let file = Document.folder.appending(path: "Pictures/process-image.svg")
        let picture = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(
            run.output.trimmingCharacters(in: .newlines) == picture.trimmingCharacters(in: .newlines),
            "make pictures makes it anew")
    }

    @Test func aNewerOrForeignJournalIsRefused() async throws {
        let folder = try await processed()
        try folder.write("this is no database, but it is long enough to be taken for one", to: "out/workflows.sqlite")
        let run = await CommandRun("workflow", "list", "--out", folder("out"))
        #expect(run.status == 3)
        #expect(run.errors.contains("corrupt"))
        let again = await CommandRun(
            "process", folder("photos"), "--recipe", folder("small.yaml"), "--out", folder("out"))
        #expect(again.status == 3)
    }
}
