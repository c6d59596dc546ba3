import Foundation
import GRDB
import Renditions
import RenditionsFileSystem
import RenditionsTesting
import Testing

/// What happened while nobody watched, and what was told and not acknowledged.
@Suite(.timeLimit(.minutes(15))) struct FolderRestartTests {
    private let folder: WatchedFolder

    init() throws { folder = try WatchedFolder() }

    private func events() throws -> FolderEvents.Iterator { try folder.watcher().events().makeAsyncIterator() }

    /// The events of a new start, until a file that is written meanwhile, which is the last to stand still.
    private func toldAtStart() async throws -> Set<Told> {
        try folder.write("", to: "~end")
        var events = try events()
        let told = try await events.take(until: "~end")
        try folder.remove("~end")
        #expect(try await events.take(1) == [Told(.removed, "~end")])
        #expect(Set(told).count == told.count)
        return Set(told)
    }

    @Test func changesWhileNobodyWatched() async throws {
        for name in ["stays", "changes", "goes", "a/moves"] { try folder.write("x", to: name) }
        #expect(try await toldAtStart().count == 4)
        #expect(try await toldAtStart() == [])
        try folder.write("xy", to: "changes")
        try folder.remove("goes")
        try folder.move("a/moves", to: "moved")
        try folder.write("new", to: "b/c/comes")
        #expect(
            try await toldAtStart() == [
                Told(.created, "changes", 2), Told(.removed, "goes"), Told(.removed, "a/moves"),
                Told(.created, "moved", 1), Told(.created, "b/c/comes", 3),
            ])
        #expect(try await toldAtStart() == [])
    }

    /// Neither size nor the time of the last change tells; that of the last change of anything does.
    @Test func aChangeThatHidesItsTime() async throws {
        try folder.write("one", to: "a")
        #expect(try await toldAtStart().count == 1)
        var status = stat()
        #expect(stat(folder.path("a"), &status) == 0)
        let handle = try #require(FileHandle(forUpdatingAtPath: folder.path("a")))
        try handle.write(contentsOf: Data("two".utf8))
        try handle.close()
        #if canImport(Darwin)
        let times = [status.st_atimespec, status.st_mtimespec]
        #else
        let times = [status.st_atim, status.st_mtim]
        #endif
        #expect(utimensat(AT_FDCWD, folder.path("a"), times, 0) == 0)
        #expect(try await toldAtStart() == [Told(.created, "a", 3)])
    }

    /// Nothing must be erased because a disk is not mounted.
    @Test func anEmptiedFolderIsAskedAbout() async throws {
        for name in ["a", "b/c"] { try folder.write("x", to: name) }
        #expect(try await toldAtStart().count == 2)
        try folder.remove("a")
        try folder.remove("b")
        for _ in 0..<2 {
            var events = try events()
            let error = await #expect(throws: StoreError.self) { try await events.next() }
            #expect(error?.code == .unavailable)
        }
        var events = try folder.watcher(acceptsEmptied: true).events().makeAsyncIterator()
        #expect(Set(try await events.take(2)) == [Told(.removed, "a"), Told(.removed, "b/c")])
    }

    @Test func whatWasNotAcknowledgedComesAgain() async throws {
        for name in ["a", "b", "c"] { try folder.write("x", to: name) }
        for _ in 0..<2 {
            var events = try events()
            for _ in 0..<3 { _ = try await events.next() }
        }
        try folder.remove("b")
        // Somebody has heard of it, and may have worked on it.
        #expect(try await toldAtStart() == [Told(.created, "a", 1), Told(.removed, "b"), Told(.created, "c", 1)])
        try folder.remove("a")
        var events = try events()
        #expect(Told(try #require(try await events.next())) == Told(.removed, "a"))
        #expect(try await toldAtStart() == [Told(.removed, "a")])
    }

    @Test func aFileThatIsToldAgainAndNotAcknowledged() async throws {
        try folder.write("x", to: "a")
        var events = try events()
        #expect(try await events.take(1).count == 1)
        // The same state once more: only its writer tells that there was something.
        try #require(FileHandle(forWritingAtPath: folder.path("a"))).close()
        _ = try await events.next()
        #expect(try await toldAtStart() == [Told(.created, "a", 1)])
    }

    /// Of what was overtaken nothing counts.
    @Test(arguments: [true, false]) func acknowledgementsInAnyOrder(_ acknowledgesLast: Bool) async throws {
        try folder.write("x", to: "a")
        var events = try events()
        let first = try #require(try await events.next())
        try folder.write("xy", to: "a")
        let second = try #require(try await events.next())
        try folder.remove("a")
        let removal = try #require(try await events.next())
        // Moved here, so that it is told once and whole.
        try folder.place("xyz", at: "a")
        let last = try #require(try await events.next())
        if acknowledgesLast { try await last.acknowledge() }
        for delivery in [removal, second, first] { try await delivery.acknowledge() }
        #expect(try await toldAtStart() == (acknowledgesLast ? [] : [Told(.created, "a", 3)]))
    }

    @Test func theDatabaseIsOfOneFolderAndOfThisLibrary() async throws {
        _ = try folder.watcher()
        let state = folder.temporary.path("state.sqlite")
        let other = try WatchedFolder()
        #expect(performing: { try FolderWatcher(root: other.root, state: state) }, throws: code(.incompatible))
        let records = folder.temporary.path("records.sqlite")
        _ = try SQLiteMetadataStore(path: records)
        #expect(performing: { try FolderWatcher(root: folder.root, state: records) }, throws: code(.incompatible))
        // One that does not use write-ahead logging is not changed over to it, and keeps every byte.
        for (name, change) in [("foreign", "CREATE TABLE a (b)"), ("newer", "")] {
            let path = folder.temporary.path(name)
            if change.isEmpty { _ = try FolderWatcher(root: folder.root, state: path) }
            let queue = try DatabaseQueue(path: path)
            try await queue.writeWithoutTransaction { db in
                try db.execute(sql: change.isEmpty ? "INSERT INTO grdb_migrations VALUES ('999')" : change)
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try queue.close()
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(performing: { try FolderWatcher(root: folder.root, state: path) }, throws: code(.incompatible))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before, "\(name)")
        }
        for path in [folder.path("state.sqlite"), folder.path("a/../state.sqlite")] {
            #expect(performing: { try FolderWatcher(root: folder.root, state: path) }, throws: code(.invalidRequest))
        }
        _ = try FolderWatcher(root: folder.root, state: folder.path(".state.sqlite"))
        #expect(
            performing: { try FolderWatcher(root: folder.path("missing"), state: state) }, throws: code(.notFound))
    }
}
