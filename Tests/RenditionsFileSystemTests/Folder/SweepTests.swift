import Foundation
import NIOCore
import Renditions
import RenditionsFileSystem
import Testing

@Suite struct SweepTests {
    let folder: TemporaryFolder
    let store: FileObjectStore

    init() throws {
        folder = try TemporaryFolder()
        store = try Sample.store(folder)
    }

    @Test func removesWhatADeadWriterLeft() async throws {
        try await store.put(Sample.body("x"), at: "k")
        try Data("half".utf8).write(to: URL(fileURLWithPath: folder.path("store/.renditions/temporary/1-dead")))
        let young = try await store.sweep(olderThan: .seconds(60))
        #expect(young.removedFiles == 0 && young.keptFiles == 1)
        let report = try await store.sweep(olderThan: .zero)
        #expect(report.removedFiles == 1 && report.keptFiles == 0)
        #expect(try folder.contents("store/.renditions/temporary").isEmpty)
        #expect(try await Sample.text(store, "k") == "x")
    }

    /// However old it is: the writer holds its lock.
    @Test func leavesAWriteUnderWayAlone() async throws {
        let body = Sample.body(chunks: 2, of: 300_000) {
            let report = try await Sample.store(folder).sweep(olderThan: .zero)
            #expect(report.removedFiles == 0 && report.keptFiles == 1)
        }
        try await store.put(body, at: "k")
        #expect(try await store.head("k").size == 600_000)
    }

    /// What others put into the folder neither ends the sweep nor is touched.
    @Test func passesOverWhatTheStoreDidNotWrite() async throws {
        try await store.put(Sample.body("x"), at: "a/k")
        try await store.delete("a/k")
        let files = FileManager.default
        let dead = folder.path("store/.renditions/temporary/1-dead")
        try Data("half".utf8).write(to: URL(fileURLWithPath: dead))
        let links = [
            "store/.renditions/temporary/0-link", "store/.renditions/temporary/2-link", "store/0+", "store/z+",
        ]
        for link in links { try files.createSymbolicLink(atPath: folder.path(link), withDestinationPath: "/") }
        let report = try await store.sweep(olderThan: .zero)
        #expect(report.removedFiles == 1 && report.removedFolders == 1)
        #expect(report.unreadableEntries == links.count)
        for link in links { #expect(try files.destinationOfSymbolicLink(atPath: folder.path(link)) == "/") }
    }

    @Test func removesFoldersWithoutObjects() async throws {
        try await store.put(Sample.body("x"), at: "a/b/c/d")
        try await store.put(Sample.body("x"), at: "a/k")
        try await store.delete("a/b/c/d")
        #expect(try await store.sweep(olderThan: .seconds(60)).removedFolders == 0)
        #expect(try await store.sweep(olderThan: .zero).removedFolders == 2)
        #expect(try folder.contents("store/a+") == ["k"])
        // A store that has seen the folders makes them anew.
        try await store.put(Sample.body("again"), at: "a/b/c/d")
        #expect(try await Sample.text(store, "a/b/c/d") == "again")
    }
}
