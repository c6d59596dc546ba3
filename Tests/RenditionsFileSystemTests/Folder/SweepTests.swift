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
        #expect(report.obstacles.count == links.count)
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

    /// A socket, a link, a plain file and a FIFO where the store has files and folders of its own.
    @Test func goesOnPastWhatIsNotTheStores() async throws {
        try makeSocket(".renditions/temporary/1-socket")
        for name in [".renditions/temporary/2-link", "b+", "z="] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path("store/" + name), withDestinationPath: "/nowhere")
        }
        try Data().write(to: URL(fileURLWithPath: folder.path("store/plain+")))
        #expect(mkfifo(folder.path("store/pipe+"), 0o640) == 0)
        try makeSocket("socket")
        try Data("half".utf8).write(to: URL(fileURLWithPath: folder.path("store/.renditions/temporary/9-dead")))
        try await store.put(Sample.body("x"), at: "m/n/o")
        try await store.delete("m/n/o")

        let report = try await store.sweep(olderThan: .zero)
        #expect(report.removedFiles == 1)
        #expect(report.removedFolders == 2)
        let foreign = [".renditions/temporary/1-socket", ".renditions/temporary/2-link", "b+", "pipe+", "plain+", "z="]
        #expect(report.obstacles.map(\.path).sorted() == foreign)
        #expect(report.obstacles.allSatisfy { $0.code == .corrupt })
        #expect(try folder.contents("store/.renditions/temporary") == ["1-socket", "2-link"])
    }

    private func makeSocket(_ name: String) throws {
        #expect(mknod(folder.path("store/" + name), S_IFSOCK | 0o640, 0) == 0)
    }
}
