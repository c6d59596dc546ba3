import Foundation
import NIOCore
import Renditions
import RenditionsFileSystem
import Testing

@Suite struct DamagedFileTests {
    let folder: TemporaryFolder
    let store: FileObjectStore
    let file: URL

    init() throws {
        folder = try TemporaryFolder()
        store = try Sample.store(folder)
        file = URL(fileURLWithPath: folder.path("store/k"))
    }

    @Test func noticesEveryFlippedBit() async throws {
        _ = try await store.put(Sample.body("some bytes"), at: "k", options: PutOptions(attributes: ["a": "b"]))
        let whole = try Data(contentsOf: file)
        for index in whole.indices {
            var damaged = whole
            damaged[index] ^= 1 << (index % 8)
            try damaged.write(to: file)
            await #expect("byte \(index)", performing: { try await store.get("k") }, throws: code(.corrupt))
        }
    }

    @Test func noticesEveryCut() async throws {
        try await store.put(Sample.body("some bytes"), at: "k")
        let whole = try Data(contentsOf: file)
        for length in 0..<whole.count {
            try whole.prefix(length).write(to: file)
            await #expect("\(length) bytes", performing: { try await store.head("k") }, throws: code(.corrupt))
        }
        // A write puts it right.
        try await store.put(Sample.body("again"), at: "k")
        #expect(try await Sample.text(store, "k") == "again")
    }

    /// The chunk with which the digest turns out wrong is not given out.
    @Test func noticesAFlippedBitOfALargeObjectBeforeItsEnd() async throws {
        try await store.put(Sample.body(chunks: 4, of: 200_000), at: "k")
        var damaged = try Data(contentsOf: file)
        damaged[799_999] ^= 1
        try damaged.write(to: file)
        var count = 0
        await #expect(
            performing: {
                for try await chunk in try await store.get("k").body { count += chunk.readableBytes }
            }, throws: code(.corrupt))
        #expect(count < 800_000)
    }

    @Test func leavesFilesOfANewerFormatAlone() async throws {
        let trailer = ObjectTrailer.sealed(json: Array(#"{"shape":"unknown"}"#.utf8), version: 2)
        try (Data("bytes".utf8) + trailer).write(to: file)
        await #expect(performing: { try await store.get("k") }, throws: code(.incompatible))
    }

    /// A listing ends at a damaged object and names it, in pages that begin before it; one may go on behind it.
    @Test func aListingNamesTheDamagedObject() async throws {
        for key in ["a", "folder/broken", "z"] as [ObjectKey] { try await store.put(Sample.body("x"), at: key) }
        try Data("not an object".utf8).write(to: URL(fileURLWithPath: folder.path("store/folder+/broken")))
        await #expect(performing: { try await store.page(ListRequest()) }, throws: damage(of: "folder/broken"))
        await #expect(
            performing: { try await store.prefixed(by: "folder/").page(ListRequest()) }, throws: damage(of: "broken"))
        let rest = try await store.page(ListRequest(cursor: "folder/broken"))
        #expect(rest.objects.map(\.key) == ["z"])
    }

    /// An error's text goes into logs, where a key has no place.
    @Test func theTextOfTheErrorHoldsNoKey() async throws {
        try Data("not an object".utf8).write(to: URL(fileURLWithPath: folder.path("store/secret")))
        await #expect(
            performing: { try await store.page(ListRequest()) },
            throws: { ($0 as? StoreError)?.key == "secret" && !"\($0)".contains("secret") })
    }

    private func damage(of key: ObjectKey) -> (any Error) -> Bool {
        { ($0 as? StoreError)?.code == .corrupt && ($0 as? StoreError)?.key == key }
    }

    @Test func refusesALayoutOfANewerVersion() throws {
        let layout = URL(fileURLWithPath: folder.path("store/.renditions/layout"))
        #expect(try String(contentsOf: layout, encoding: .utf8) == "1\n")
        try Data("2\n".utf8).write(to: layout)
        #expect(performing: { try Sample.store(folder) }, throws: code(.incompatible))
        try Data("what\n".utf8).write(to: layout)
        #expect(performing: { try Sample.store(folder) }, throws: code(.corrupt))
    }
}
