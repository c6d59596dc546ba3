import BuiltPrograms
import Foundation
import NIOCore
import Renditions
import RenditionsFileSystem
import Testing

/// A write that comes to nothing leaves what was there, and nothing else.
@Suite struct FailedWriteTests {
    struct Interruption: Error {}

    let folder: TemporaryFolder
    let store: FileObjectStore

    init() async throws {
        folder = try TemporaryFolder()
        store = try Sample.store(folder, maximumObjectSize: 1_000_000)
        try await store.put(Sample.body("before"), at: "k")
    }

    @Test func clearsAwayAfterABodyThatThrows() async throws {
        let body = Sample.body(chunks: 3, of: 300_000) { throw Interruption() }
        await #expect(throws: Interruption.self) { try await store.put(body, at: "k") }
        try await expectNothingChanged()
    }

    @Test func clearsAwayAfterABodyOfAnotherLength() async throws {
        let body = Sample.body(chunks: 3, of: 300_000, length: 900_001)
        await #expect(performing: { try await store.put(body, at: "k") }, throws: code(.invalidRequest))
        try await expectNothingChanged()
    }

    @Test func clearsAwayAfterABodyThatIsTooLarge() async throws {
        let body = Sample.body(chunks: 4, of: 300_000)
        await #expect(performing: { try await store.put(body, at: "k") }, throws: code(.tooLarge))
        try await expectNothingChanged()
    }

    @Test func clearsAwayAfterCancellation() async throws {
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let body = Sample.body(chunks: 2, of: 300_000) {
            start.yield()
            try await Task.sleep(for: .seconds(60))
        }
        let task = Task { try await store.put(body, at: "k") }
        for await _ in started { break }
        #expect(try folder.contents("store/.renditions/temporary").count == 1)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        try await expectNothingChanged()
    }

    @Test func clearsAwayAfterAConditionThatFailsLate() async throws {
        let tag = try await store.head("k").entityTag
        let body = Sample.body(chunks: 2, of: 300_000) { try await store.put(Sample.body("other"), at: "k") }
        await #expect(
            performing: { try await store.put(body, at: "k", options: PutOptions(mode: .replace(tag))) },
            throws: code(.preconditionFailed))
        #expect(try await Sample.text(store, "k") == "other")
        #expect(try folder.contents("store/.renditions/temporary").isEmpty)
    }

    /// On a file system of one mebibyte.
    @Test(.enabled(if: SmallDisk.mayBeMade, SmallDisk.advice)) func reportsAFullDisk() async throws {
        let small = folder.path("small")
        try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: true)
        let run = try ProgramRun(
            SmallDisk.command(at: small, running: [BuiltProgram("KillWriter").path, "fill", "--root", small]))
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output == "refused: storage-full\nkept: before\nleft: []\nroom again: true\n")
        // The disk was the child's alone.
        #expect(try folder.contents("small").isEmpty)
    }

    /// In a process that may write no file larger than a mebibyte or two, by the shell's blocks. No privilege is needed
    /// for that: the system stops a write in its midst on every machine.
    @Test func clearsAwayAfterAWriteThatTheSystemStops() throws {
        let root = folder.path("limited")
        let run = try ProgramRun([
            // Else the signal would end the process.
            "sh", "-c", "trap '' XFSZ; ulimit -f 2048 && exec \"$@\"", "sh",
            BuiltProgram("KillWriter").path, "fill", "--root", root,
        ])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output == "refused: too-large\nkept: before\nleft: []\nroom again: true\n")
    }

    @Test(arguments: [
        (ENOSPC, StoreError.Code.storageFull), (EDQUOT, .storageFull), (EACCES, .permissionDenied),
        (EPERM, .permissionDenied), (EROFS, .permissionDenied), (EMFILE, .unavailable), (EIO, .unavailable),
        (ELOOP, .corrupt), (ENOTDIR, .corrupt), (EFBIG, .tooLarge),
    ])
    func namesFailuresOfTheSystem(number: Int32, code: StoreError.Code) {
        let error = StoreError(SystemCallError(call: "write", number: number))
        #expect(error.code == code)
        #expect("\(error)".contains("errno \(number)"))
    }

    private func expectNothingChanged() async throws {
        #expect(try await Sample.text(store, "k") == "before")
        #expect(try folder.contents("store/.renditions/temporary").isEmpty)
    }
}
