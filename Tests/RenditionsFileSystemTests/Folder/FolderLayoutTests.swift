import Foundation
import NIOCore
import Renditions
import RenditionsFileSystem
import Testing

@Suite struct FolderLayoutTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func keepsObjectsAcrossOpenings() async throws {
        let options = PutOptions(contentType: "text/plain", attributes: ["owner": "Zoë"])
        let first = try Sample.store(folder, durability: .full)
        let written = try await first.put(Sample.body("hello"), at: "greetings/one.txt", options: options)
        let second = try Sample.store(folder)
        #expect(try await second.head("greetings/one.txt") == written)
        #expect(try await Sample.text(second, "greetings/one.txt") == "hello")
    }

    /// What people see who look into the folder: the bytes first, then two lines.
    @Test func writesFilesThatPeopleCanRead() async throws {
        let store = try Sample.store(folder)
        try await store.put(Sample.body("hello"), at: "greetings/one.txt")
        let text = try String(contentsOfFile: folder.path("store/greetings+/one.txt"), encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0] == "hello")
        #expect(lines[1].contains("\"key\":\"greetings/one.txt\""))
        #expect(lines[2].hasPrefix("renditions-object 0001 0000"))
        #expect(try folder.contents("store") == [".renditions", "greetings+"])
    }

    @Test func keepsAnObjectBesideAFolderOfItsName() async throws {
        let store = try Sample.store(folder)
        for key: ObjectKey in ["a", "a/b", "a/b/c", "A", "A/b"] {
            try await store.put(Sample.body(key.rawValue), at: key)
        }
        for key: ObjectKey in ["a", "a/b", "a/b/c", "A", "A/b"] {
            #expect(try await Sample.text(store, key) == key.rawValue)
        }
        try await store.delete("a/b")
        #expect(try await Sample.text(store, "a/b/c") == "a/b/c")
        #expect(try await !store.contains("a/b"))
    }

    /// Modes 0640 and 0750, less what the process's mask takes away.
    @Test func givesOthersNoAccess() async throws {
        let store = try Sample.store(folder)
        try await store.put(Sample.body("x"), at: "a/b")
        let manager = FileManager.default
        for (path, limit) in [
            ("store", 0o750), ("store/a+", 0o750), ("store/.renditions", 0o750), ("store/a+/b", 0o640),
        ] {
            let mode = try manager.attributesOfItem(atPath: folder.path(path))[.posixPermissions] as? NSNumber
            #expect((mode?.intValue ?? 0o777) & ~limit == 0, "\(path)")
        }
    }

    @Test func makesTheFoldersAboveTheRoot() async throws {
        let store = try FileObjectStore(root: folder.path("new/and/deep/"), configuration: .init(durability: .full))
        try await store.put(Sample.body("x"), at: "k")
        #expect(try folder.contents("new/and/deep") == [".renditions", "k"])
    }

    @Test func streamsLargeObjectsFromOneState() async throws {
        let store = try Sample.store(folder)
        let size = 300_000
        try await store.put(Sample.body(chunks: 9, of: size), at: "large")
        var iterator = try await store.get("large").body.makeAsyncIterator()
        let first = try #require(try await iterator.next())
        #expect(first.readableBytes == 64 * 1024)
        try await store.put(Sample.body("small now"), at: "large")
        var count = first.readableBytes
        while let chunk = try await iterator.next() {
            #expect(chunk.readableBytesView.allSatisfy { $0 == 7 })
            count += chunk.readableBytes
        }
        #expect(count == 9 * size)
        #expect(try await Sample.text(store, "large") == "small now")
    }

    @Test func readsRanges() async throws {
        let store = try Sample.store(folder)
        try await store.put(ObjectBody((0..<600_000).map { UInt8(truncatingIfNeeded: $0 / 1000) }), at: "numbers")
        let object = try await store.get("numbers", options: GetOptions(range: .bytes(1_999..<300_001)))
        #expect(object.range == 1_999..<300_001)
        let bytes = try await object.body.collect(upTo: 1 << 20)
        #expect(bytes.readableBytes == 298_002)
        #expect(bytes.getInteger(at: 0, as: UInt8.self) == 1)
        #expect(bytes.getInteger(at: 1, as: UInt8.self) == 2)
    }

    @Test func keepsAKeyOfThousandBytesAndManyFolders() async throws {
        let store = try Sample.store(folder)
        let long = try ObjectKey(String(repeating: "😀", count: 256))
        let deep = try ObjectKey(Array(repeating: "d", count: 512).joined(separator: "/"))
        for key in [long, deep] {
            try await store.put(Sample.body("x"), at: key)
            #expect(try await Sample.text(store, key) == "x")
        }
        #expect(try await store.page(ListRequest()).objects.map(\.key) == [deep, long])
    }
}
