import Foundation
import ServedProgram
import Testing

/// What the server removes by itself.
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
}
