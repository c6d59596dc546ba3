import Foundation
import Renditions
import RenditionsFileSystem
import Testing

/// What someone with access to the folder may have put there.
@Suite struct HostileFolderTests {
    let folder: TemporaryFolder
    let store: FileObjectStore

    init() async throws {
        folder = try TemporaryFolder()
        store = try Sample.store(folder)
        try FileManager.default.createDirectory(atPath: folder.path("outside"), withIntermediateDirectories: true)
        let elsewhere = try FileObjectStore(root: folder.path("outside"), configuration: .init(durability: .none))
        try await elsewhere.put(Sample.body("secret"), at: "secret")
    }

    @Test func doesNotFollowALinkInPlaceOfAnObject() async throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("store/secret"), withDestinationPath: folder.path("outside/secret"))
        await #expect(performing: { try await store.get("secret") }, throws: code(.corrupt))
        // Who lists learns which object it is.
        await #expect {
            try await store.page(ListRequest())
        } throws: { error in
            guard let error = error as? StoreError else { return false }
            return error.code == .corrupt && error.key == "secret"
        }
        await #expect(
            performing: { try await store.put(Sample.body("x"), at: "secret", options: PutOptions(mode: .create)) },
            throws: code(.corrupt))
        // A write replaces the link, and not what it leads to.
        try await store.put(Sample.body("mine"), at: "secret")
        #expect(try await Sample.text(store, "secret") == "mine")
        let outside = try FileObjectStore(root: folder.path("outside"))
        #expect(try await Sample.text(outside, "secret") == "secret")
    }

    @Test func doesNotFollowALinkInPlaceOfAFolder() async throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("store/out+"), withDestinationPath: folder.path("outside"))
        await #expect(performing: { try await store.get("out/secret") }, throws: code(.corrupt))
        await #expect(performing: { try await store.put(Sample.body("x"), at: "out/new") }, throws: code(.corrupt))
        await #expect(performing: { try await store.delete("out/secret") }, throws: code(.corrupt))
        await #expect(performing: { try await store.page(ListRequest(prefix: "out/")) }, throws: code(.corrupt))
        #expect(try folder.contents("outside") == [".renditions", "secret"])
        #expect(try folder.contents("store/.renditions/temporary").isEmpty)
    }

    /// Must come back at once: opening a FIFO waits for its writer.
    @Test(.timeLimit(.minutes(10))) func doesNotWaitForAFIFO() async throws {
        #expect(mkfifo(folder.path("store/pipe"), 0o640) == 0)
        await #expect(performing: { try await store.get("pipe") }, throws: code(.corrupt))
        await #expect(
            performing: { try await store.page(ListRequest()) },
            throws: { ($0 as? StoreError)?.code == .corrupt && ($0 as? StoreError)?.key == "pipe" })
        try await store.put(Sample.body("x"), at: "pipe")
        #expect(try await Sample.text(store, "pipe") == "x")
    }

    @Test func reportsAFolderInPlaceOfAnObject() async throws {
        try FileManager.default.createDirectory(atPath: folder.path("store/k"), withIntermediateDirectories: true)
        await #expect(performing: { try await store.get("k") }, throws: code(.corrupt))
        await #expect(performing: { try await store.put(Sample.body("x"), at: "k") }, throws: code(.corrupt))
        #expect(try folder.contents("store/.renditions/temporary").isEmpty)
    }

    @Test func reportsAnObjectUnderAnotherName() async throws {
        try await store.put(Sample.body("x"), at: "k")
        try FileManager.default.copyItem(atPath: folder.path("store/k"), toPath: folder.path("store/copy"))
        await #expect(performing: { try await store.get("copy") }, throws: code(.corrupt))
    }

    @Test func passesOverNamesThatNoKeyHas() async throws {
        try await store.put(Sample.body("x"), at: "k")
        for name in [".DS_Store", "Thumbs.db", "%6b", "lost+found", "a b"] {
            try Data("y".utf8).write(to: URL(fileURLWithPath: folder.path("store/" + name)))
        }
        #expect(try await store.page(ListRequest()).objects.map(\.key) == ["k"])
    }
}
