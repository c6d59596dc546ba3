import BuiltPrograms
import Foundation
import Testing

/// `renditions watch`, up to the moment in which it has told of what it should have seen.
@Suite(.timeLimit(.minutes(15))) struct WatchTests {
    private func arguments(_ folder: TemporaryFolder, _ more: String...) -> [String] {
        ["watch", folder("photos"), "--recipe", folder("small.yaml"), "--out", folder("out"), "--settle", "0"] + more
    }

    /// Leaves only these of the photographs.
    private func keep(_ names: Set<String>, in folder: TemporaryFolder) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder("photos")) where !names.contains(name) {
            try FileManager.default.removeItem(atPath: folder("photos/\(name)"))
        }
    }

    @Test func whatIsThereIsProcessedAndWhatGoesIsRemoved() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try keep(["lake.jpg", "emblem.png"], in: folder)
        let first = await CommandRun(arguments(folder), interruptedAt: "lake.jpg: 2 renditions")
        #expect(first.status == 130)
        #expect(await CommandRun("list", "--out", folder("out"), "--state", "ready").output.contains("lake.jpg"))
        // Removed while nobody watched.
        try FileManager.default.removeItem(atPath: folder("photos/lake.jpg"))
        let second = await CommandRun(arguments(folder), interruptedAt: "lake.jpg: gone")
        #expect(second.status == 130)
        #expect(await CommandRun("list", "--out", folder("out"), "--state", "deleted").output.contains("lake.jpg"))
        #expect(folder.renditions.count <= 2)
    }

    @Test func aFolderThatIsNotMountedErasesNothing() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try keep(["lake.jpg"], in: folder)
        _ = await CommandRun(arguments(folder), interruptedAt: "lake.jpg: 2 renditions")
        try FileManager.default.removeItem(atPath: folder("photos/lake.jpg"))
        let refused = await CommandRun(arguments(folder))
        #expect(refused.status == 3)
        #expect(refused.errors.contains("--accept-emptied"))
        #expect(folder.renditions.count == 2)
        _ = await CommandRun(arguments(folder, "--accept-emptied"), interruptedAt: "lake.jpg: gone")
        #expect(folder.renditions.isEmpty)
    }

    @Test func aBadFileIsNamedAndTheOthersGoOn() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try keep(["lake.jpg"], in: folder)
        try folder.write("no image", to: "photos/bad.jpg")
        let bad = await CommandRun(arguments(folder, "--json"), interruptedAt: "unknown-format")
        #expect(bad.status == 130)
        // Whichever came first: what was not told of then is told of now, and what was is in the records.
        try FileManager.default.copyItem(atPath: folder("photos/lake.jpg"), toPath: folder("photos/sea.jpg"))
        let good = await CommandRun(arguments(folder), interruptedAt: "sea.jpg: 2 renditions")
        #expect(good.status == 130)
        let list = await CommandRun("list", "--out", folder("out"))
        #expect(list.outputLines.contains { $0.contains("bad.jpg") && $0.contains("unknown-format") })
    }

    @Test(.enabled(if: Unprivileged.isPossible, Unprivileged.advice))
    func aFileThatMayNotBeReadStopsNobody() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try keep(["lake.jpg"], in: folder)
        try folder.write("x", to: "photos/closed.jpg")
        try folder.setMode(0, of: "photos/closed.jpg")
        let command = try Unprivileged.command(running: [BuiltProgram("renditions").path] + arguments(folder))
        for name in ["said", "complained"] { try folder.write("", to: name) }
        let watch = Process()
        watch.executableURL = URL(filePath: "/usr/bin/env")
        watch.arguments = command
        watch.standardOutput = FileHandle(forWritingAtPath: folder("said"))
        watch.standardError = FileHandle(forWritingAtPath: folder("complained"))
        try watch.run()
        defer { kill(watch.processIdentifier, SIGKILL) }
        func says(_ name: String, _ text: String) throws -> Bool {
            String(decoding: try folder.read(name), as: UTF8.self).contains(text)
        }
        // Whichever comes first, the other comes too; the suite's limit ends a wait in vain.
        while try !says("said", "lake.jpg: 2 renditions")
            || !says("complained", "renditions: permission-denied: closed.jpg: ")
        {
            #expect(watch.isRunning)
            guard watch.isRunning else { return }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    @Test func resultsAmongTheOriginalsAreRefused() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let run = await CommandRun(
            "watch", folder("photos"), "--recipe", folder("small.yaml"), "--out", folder("photos/out"))
        #expect(run.status == 2)
        #expect(run.errors.contains("overlap"))
        #expect(!folder.contains("photos/out/renditions"))
    }

    @Test func aFolderThatIsNotThereIsNamed() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let run = await CommandRun(
            "watch", folder("nowhere"), "--recipe", folder("small.yaml"), "--out", folder("out"))
        #expect(run.status == 3)
        #expect(run.errors.contains("nowhere"))
    }
}
