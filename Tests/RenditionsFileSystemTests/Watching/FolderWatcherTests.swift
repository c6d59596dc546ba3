import Foundation
import Renditions
import RenditionsFileSystem
import Synchronization
import Testing

/// What happens while somebody watches.
///
/// A test ends what it looks at with a file of its own, `end`: what comes before that file's event is all that came.
@Suite(.timeLimit(.minutes(15))) struct FolderWatcherTests {
    private let folder: WatchedFolder
    /// Stands still, so that what is told is what was closed or moved here, unless a test has files settle.
    private let clock = ManualClock()
    private var events: FolderEvents.Iterator

    /// Watching has begun when this returns.
    init() async throws {
        folder = try WatchedFolder()
        try folder.write("first", to: "first")
        events = try folder.watcher(clock: clock, name: "uploads").events().makeAsyncIterator()
        let settling = Self.letFilesSettle(clock)
        defer { settling.cancel() }
        let first = try await events.take(1)
        #expect(first == [Told(.created, "first", 5)])
    }

    /// Lets time pass until it is cancelled.
    private static func letFilesSettle(_ clock: ManualClock) -> Task<Void, Never> {
        Task {
            while !Task.isCancelled {
                clock.advance(by: .seconds(2))
                await Task.yield()
            }
        }
    }

    private mutating func told() async throws -> [Told] {
        try folder.write("", to: "end")
        return try await events.take(until: "end")
    }

    @Test mutating func aWrittenFileIsToldWhenItIsWhole() async throws {
        let path = folder.path("slow")
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        _ = try await events.take(until: "slow")
        let writer = try #require(FileHandle(forWritingAtPath: path))
        try writer.write(contentsOf: Data("half".utf8))
        #expect(try await told() == [])
        try writer.write(contentsOf: Data(" and half".utf8))
        try writer.close()
        #expect(try await events.take(1) == [Told(.created, "slow", 13)])
    }

    @Test mutating func eventsSayWhatTheyKnow() async throws {
        try folder.write("text", to: "a/b.txt")
        let settling = Self.letFilesSettle(clock)
        defer { settling.cancel() }
        let event = try #require(try await events.next()).event
        #expect(event.kind == .created && event.key == "a/b.txt" && event.size == 4)
        #expect(event.source == .folder && event.bucket == "uploads" && event.time != nil)
    }

    @Test mutating func movedFiles() async throws {
        let outside = folder.temporary.path("outside")
        try Data("moved".utf8).write(to: URL(fileURLWithPath: outside))
        try FileManager.default.moveItem(atPath: outside, toPath: folder.path("in"))
        #expect(try await told() == [Told(.created, "in", 5)])
        try folder.move("in", to: "renamed")
        #expect(try await events.take(2) == [Told(.removed, "in"), Told(.created, "renamed", 5)])
        try FileManager.default.moveItem(atPath: folder.path("renamed"), toPath: outside)
        #expect(try await events.take(1) == [Told(.removed, "renamed")])
    }

    @Test mutating func replacedAndRemovedFiles() async throws {
        try folder.write("longer", to: "first")
        #expect(try await events.take(1) == [Told(.created, "first", 6)])
        let outside = folder.temporary.path("outside")
        try Data("the longest".utf8).write(to: URL(fileURLWithPath: outside))
        #expect(rename(outside, folder.path("first")) == 0)
        #expect(try await events.take(1) == [Told(.created, "first", 11)])
        try folder.remove("first")
        #expect(try await events.take(1) == [Told(.removed, "first")])
        // Removed before anybody has seen it: nothing was told, and nothing has to be taken back.
        try folder.write("short", to: "brief")
        try folder.remove("brief")
        #expect(try await told().allSatisfy { $0.key == "brief" })
    }

    @Test mutating func sameSizeTwiceIsTwoEvents() async throws {
        for text in ["aa", "bb", "cc"] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path("same")), options: [])
            #expect(try await events.take(1) == [Told(.created, "same", 2)])
        }
    }

    /// Files may be there before their folder is watched.
    @Test mutating func filesInFoldersThatAreNew() async throws {
        let settling = Self.letFilesSettle(clock)
        defer { settling.cancel() }
        for number in 0..<60 { try folder.write("\(number)", to: "a/\(number % 7)/\(number)/deep/file") }
        var keys: Set<String> = []
        while keys.count < 60 { keys.formUnion(try await events.take(1).map(\.key)) }
        #expect(keys == Set((0..<60).map { "a/\($0 % 7)/\($0)/deep/file" }))
        // The new folders are watched.
        try folder.write("more", to: "a/3/3/deep/more")
        #expect(try await events.take(until: "a/3/3/deep/more").allSatisfy { keys.contains($0.key) })
    }

    @Test mutating func aFolderThatIsMovedTakesItsFilesAlong() async throws {
        let settling = Self.letFilesSettle(clock)
        defer { settling.cancel() }
        for name in ["one/a", "one/two/b"] { try folder.write("x", to: name) }
        var keys: Set<String> = []
        while keys.count < 2 { keys.formUnion(try await events.take(1).map(\.key)) }
        try folder.move("one", to: "other")
        try await events.see([
            Told(.removed, "one/a"), Told(.removed, "one/two/b"), Told(.created, "other/a", 1),
            Told(.created, "other/two/b", 1),
        ])
        try folder.write("new", to: "other/two/c")
        try await events.see([Told(.created, "other/two/c", 3)])
        try folder.remove("other")
        try await events.see(Set(["a", "two/b", "two/c"].map { Told(.removed, "other/" + $0) }))
    }

    @Test mutating func aThousandFilesAtOnce() async throws {
        let settling = Self.letFilesSettle(clock)
        defer { settling.cancel() }
        for number in 0..<1000 { try folder.write("\(number)", to: "\(number % 10)/\(number)") }
        var keys: Set<String> = []
        while keys.count < 1000, let delivery = try await events.next() { keys.insert(delivery.event.key.rawValue) }
        #expect(keys == Set((0..<1000).map { "\($0 % 10)/\($0)" }))
    }

    @Test mutating func whatIsPassedOver() async throws {
        let outside = folder.temporary.path("outside")
        try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
        try Data("secret".utf8).write(to: URL(fileURLWithPath: outside + "/secret"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link"), withDestinationPath: outside + "/secret")
        try FileManager.default.createSymbolicLink(atPath: folder.path("folder"), withDestinationPath: outside)
        for name in [".hidden", ".folder/a", "a.jpg.part", "a.TMP", "a~", "b.crdownload"] {
            try folder.write("x", to: name)
        }
        #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
        let store = folder.temporary.path("store")
        try await FileObjectStore(root: store).put(ObjectBody([1]), at: "a")
        try FileManager.default.moveItem(atPath: store, toPath: folder.path("store"))
        #expect(
            performing: { try FolderWatcher(root: folder.path("store"), state: folder.temporary.path("other")) },
            throws: code(.invalidRequest))
        #expect(try await told() == [])
        let settling = Self.letFilesSettle(clock)
        defer { settling.cancel() }
        try folder.write("x", to: "odd/.renditions")
        try folder.write("x", to: "odd/a")
        try await events.see([Told(.created, "odd/a", 1)])
        // What is finished under a name of its own counts.
        try folder.move("a.jpg.part", to: "a.jpg")
        try await events.see([Told(.created, "a.jpg", 1)])
    }

    @Test mutating func aSecondNameOfAFile() async throws {
        let settling = Self.letFilesSettle(clock)
        defer { settling.cancel() }
        #expect(link(folder.path("first"), folder.path("second")) == 0)
        try await events.see([Told(.created, "second", 5)])
    }

    /// As a program does that wants to replace nothing. By the time anybody looks the file may have one name again.
    @Test mutating func aFileThatIsLinkedHere() async throws {
        let settling = Self.letFilesSettle(clock)
        defer { settling.cancel() }
        for number in 0..<20 {
            let (temporary, name) = (folder.path(".\(number)"), "linked\(number)")
            try Data("whole".utf8).write(to: URL(fileURLWithPath: temporary))
            #expect(link(temporary, folder.path(name)) == 0)
            #expect(unlink(temporary) == 0)
            try await events.see([Told(.created, name, 5)])
        }
    }

    @Test mutating func namesThatCannotBeKeysAreReported() async throws {
        try folder.write("x", to: "back\\slash")
        let name = Array(folder.path("").utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
        let descriptor = open(name, O_CREAT | O_WRONLY, 0o600)
        #expect(descriptor >= 0)
        close(descriptor)
        #expect(try await told() == [])
        let codes = folder.problems.withLock { $0.map(\.error.code) }
        #expect(codes == [.invalidKey, .invalidKey])
    }

    @Test mutating func namesAreComparedByTheirBytes() async throws {
        for name in ["caf\u{E9}", "cafe\u{301}"] {
            try folder.write(name, to: name)
            let told = try #require(try await events.take(1).first)
            #expect(told.key.utf8.elementsEqual(name.utf8) && told.size == name.utf8.count)
        }
    }

    /// One folder goes, another one takes its name, and both live on.
    @Test mutating func aFolderThatIsReplaced() async throws {
        let settling = Self.letFilesSettle(clock)
        defer { settling.cancel() }
        try folder.write("x", to: "a/old")
        try await events.see([Told(.created, "a/old", 1)])
        let away = folder.temporary.path("away")
        try FileManager.default.moveItem(atPath: folder.path("a"), toPath: away)
        try folder.write("xy", to: "a/new")
        try await events.see([Told(.removed, "a/old"), Told(.created, "a/new", 2)])
        try Data("elsewhere".utf8).write(to: URL(fileURLWithPath: away + "/other"))
        try folder.write("xyz", to: "a/newer")
        #expect(try await told().allSatisfy { $0 == Told(.created, "a/newer", 3) || $0 == Told(.created, "a/new", 2) })
    }

    @Test mutating func theFolderItselfGoes() async throws {
        try FileManager.default.moveItem(atPath: folder.root, toPath: folder.temporary.path("away"))
        var events = self.events
        await #expect(performing: { _ = try await events.next() }, throws: code(.notFound))
    }

    @Test func cancellationEndsTheWait() async throws {
        let events = try folder.watcher().events()
        let task = Task {
            var count = 0
            for try await delivery in events { count += delivery.event.size ?? 0 }
            return count
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
    }
}
