import Foundation
import Renditions
import RenditionsFileSystem
import RenditionsTesting
import Synchronization
import Testing

/// Where nobody tells of changes, or not of all.
@Suite(.timeLimit(.minutes(15))) struct FolderScanTests {
    private let folder: WatchedFolder
    /// On which time passes whenever somebody waits for it.
    private let clock = InstantClock()

    init() throws { folder = try WatchedFolder() }

    private func problems() -> [StoreError.Code] { folder.problems.withLock { $0.map(\.error.code) } }

    @Test func aFileThatIsFoundMustStandStill() async throws {
        try folder.write("half", to: "a")
        let clock = ManualClock()
        let events = try folder.watcher(clock: clock, usesSystemEvents: false).events()
        async let told = first(of: events)
        await clock.waitForSleeper(within: .seconds(2))
        clock.advance(by: .seconds(1))
        try folder.write("half and half", to: "a")
        clock.advance(by: .seconds(1))
        // It has changed: another two seconds.
        await clock.waitForSleeper(within: .seconds(2))
        clock.advance(by: .seconds(2))
        #expect(try await told == Told(.created, "a", 13))
    }

    @Test func whereNobodyTellsTheFolderIsRead() async throws {
        try folder.place("x", at: "a")
        let watcher = try folder.watcher(clock: clock, usesSystemEvents: false)
        var events = watcher.events().makeAsyncIterator()
        #expect(try await events.take(1) == [Told(.created, "a", 1)])
        try folder.place("y", at: "b/c")
        #expect(try await events.take(1) == [Told(.created, "b/c", 1)])
        try folder.place("yz", at: "b/c")
        #expect(try await events.take(1) == [Told(.created, "b/c", 2)])
        try folder.remove("b")
        #expect(try await events.take(1) == [Told(.removed, "b/c")])
        try folder.remove("a")
        #expect(try await events.take(1) == [Told(.removed, "a")])
        #expect(problems() == [])
    }

    @Test func whatWasLostIsFound() async throws {
        try folder.place("x", at: "goes")
        let changes = ScriptedChanges()
        var events = try folder.watcher(clock: clock).events(following: changes).makeAsyncIterator()
        #expect(try await events.take(1) == [Told(.created, "goes", 1)])
        try folder.remove("goes")
        for number in 0..<100 { try folder.place("x", at: "\(number % 5)/\(number)") }
        changes.hints.append([.lost])
        let told = try await events.take(101)
        #expect(told.first == Told(.removed, "goes"))
        #expect(Set(told.dropFirst().map(\.key)) == Set((0..<100).map { "\($0 % 5)/\($0)" }))
    }

    /// A name that was linked to a finished file looks like one that is being written: it must stand still.
    @Test func whatAppearedAndIsNotClosedMustStandStill() async throws {
        let (clock, changes) = (ManualClock(), ScriptedChanges())
        let events = try folder.watcher(clock: clock).events(following: changes)
        async let told = first(of: events)
        try folder.place("half", at: "a")
        changes.hints.append([.appeared("a")])
        await clock.waitForSleeper(within: .seconds(2))
        clock.advance(by: .seconds(1))
        try folder.place("half and half", at: "a")
        clock.advance(by: .seconds(1))
        // It has changed: another two seconds.
        await clock.waitForSleeper(within: .seconds(2))
        clock.advance(by: .seconds(2))
        #expect(try await told == Told(.created, "a", 13))
    }

    @Test func foldersThatCannotBeReadAreTriedAgain() async throws {
        for name in ["a", "locked/b"] { try folder.place("x", at: name) }
        let changes = ScriptedChanges()
        do {
            var events = try folder.watcher(clock: clock).events(following: changes).makeAsyncIterator()
            #expect(try await events.take(2) == [Told(.created, "a", 1), Told(.created, "locked/b", 1)])
        }
        let place = FolderPlace(key: "locked")
        let denied = ScriptedChanges(failures: [place: SystemCallError(call: "inotify_add_watch", number: EACCES)])
        try folder.place("x", at: "locked/c")
        try folder.place("x", at: "d")
        var events = try folder.watcher(clock: clock).events(following: denied).makeAsyncIterator()
        // Nothing is known of the other folder, and nothing of it is told.
        #expect(try await events.take(1) == [Told(.created, "d", 1)])
        #expect(problems() == [.permissionDenied])
        denied.mend()
        #expect(try await events.take(1) == [Told(.created, "locked/c", 1)])
        #expect(problems() == [.permissionDenied])
    }

    @Test func whereNoMoreFoldersAreWatchedTheyAreRead() async throws {
        for name in ["a/x", "b/x"] { try folder.place("x", at: name) }
        let full = ScriptedChanges(
            failures: [FolderPlace(key: "b"): SystemCallError(call: "inotify_add_watch", number: ENOSPC)])
        var events = try folder.watcher(clock: clock).events(following: full).makeAsyncIterator()
        #expect(try await events.take(2) == [Told(.created, "a/x", 1), Told(.created, "b/x", 1)])
        try folder.place("y", at: "a/y")
        #expect(try await events.take(1) == [Told(.created, "a/y", 1)])
        #expect(problems() == [.unavailable])
    }

    @Test func moreHintsThanFitAreOne() async throws {
        let buffer = HintBuffer(limit: 3)
        buffer.append([.gone("a"), .gone("b")])
        buffer.append([.gone("c")])
        #expect(await buffer.next() == [.gone("a"), .gone("b"), .gone("c")])
        buffer.append([.gone("a"), .gone("b")])
        buffer.append([.gone("c"), .gone("d")])
        #expect(await buffer.next() == [.lost])
        let waiting = Task { await buffer.next() }
        waiting.cancel()
        #expect(await waiting.value == [])
        buffer.append([.gone("e")])
        #expect(await buffer.next() == [.gone("e")])
    }

    private func first(of events: FolderEvents) async throws -> Told {
        var iterator = events.makeAsyncIterator()
        return try #require(try await iterator.take(1).first)
    }
}
