import Foundation
import NIOCore
import Renditions
import RenditionsFileSystem
import RenditionsTesting
import RenditionsWorkflow
import ServedProgram
import Testing

/// What the server removes, and takes up, by itself.
@Suite(.timeLimit(.minutes(10))) struct HousekeepingTests {
    @Test(arguments: ["originals", "renditions", "notes", "quarantine"])
    func whatWasCutOffIsRemovedAtTheStart(_ store: String) async throws {
        let folder = try TemporaryFolder()
        let first = try await ServerProgram.serving(in: folder("data"))
        first.send(signal: SIGTERM)
        #expect(await first.status() == 0)
        let old = try folder.write("a part", to: "data/\(store)/.renditions/temporary/old")
        let new = try folder.write("a part", to: "data/\(store)/.renditions/temporary/new")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: old)
        let second = try await ServerProgram.serving(in: folder("data"))
        #expect(await second.errors.line(with: "Temporary files were removed. count=1 store=\(store)") != nil)
        #expect(!FileManager.default.fileExists(atPath: old))
        #expect(FileManager.default.fileExists(atPath: new))
    }

    /// An original and its record, as a kill leaves them that comes before the execution begins.
    @Test func whatWaitsIsTakenUpAtTheStart() async throws {
        let folder = try TemporaryFolder()
        let key: ObjectKey = "uploads/cut-off"
        let picture = PNGWriter.encode(TestImage.gradient(PixelSize(width: 40, height: 30)))
        let originals = try FileObjectStore(root: folder("data/originals"))
        let original = try await originals.put(ObjectBody(picture), at: key)
        let records = try SQLiteMetadataStore(path: folder("data/records.sqlite"))
        let record = AssetRecord(
            id: AssetID(original: key), state: .pending, original: original, created: Date(), updated: Date())
        _ = try await records.put(record, if: .absent)
        let server = try await ServerProgram.serving(in: folder("data"))
        #expect(await server.errors.line(with: "Images that waited were taken up. count=1") != nil)
        // Whatever was begun is finished before the server ends, or at its next start; here nobody else begins it.
        let journal = try WorkflowJournal(path: folder("data/workflows.sqlite"))
        let executions = try await journal.page(ExecutionListRequest(limit: 10)).executions
        #expect(executions.count == 1)
    }
}
