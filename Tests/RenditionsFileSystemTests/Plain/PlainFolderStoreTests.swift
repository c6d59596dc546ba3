import Foundation
import NIOCore
import Renditions
import RenditionsFileSystem
import RenditionsTesting
import Testing

/// A folder of somebody else's files reads, lists and deletes as every store does.
@Suite struct PlainFolderStoreTests {
    /// What plain files can't keep: media types, attributes aside; keys that are no path, or a file and a folder at once;
    /// names that are longer than a file system's.
    private static let inapplicable: Set<String> = [
        "content-type-comes-back", "overwrite-replaces-content-type", "keys-differ-by-their-ends",
        "key-may-be-the-folder-of-others", "folder-may-become-a-key", "keys-that-look-like-escapes",
        "keys-that-look-like-paths", "long-key-comes-back", "delete-leaves-other-objects",
        "list-is-in-the-order-of-bytes", "list-prefix-may-be-a-whole-key", "list-prefix-may-end-in-a-name",
        "page-of-all", "pages-of-one", "pages-of-two", "pages-that-end-evenly",
    ]

    @Test(arguments: ObjectStoreCheck.all.filter { !inapplicable.contains($0.name) })
    func conforms(_ check: ObjectStoreCheck) async throws {
        try await check(FilledFolder())
    }

    @Test(arguments: ObjectStoreCheck.all.filter { inapplicable.contains($0.name) })
    func whatFilesCannotKeep(_ check: ObjectStoreCheck) async throws {
        await #expect(throws: CheckFailure.self) { try await check(FilledFolder()) }
    }

    @Test func nothingIsWritten() async throws {
        let store = try FilledFolder().store
        await #expect(performing: { try await store.put(ObjectBody([1]), at: "a") }, throws: code(.unsupported))
    }

    @Test func nothingIsFollowedAndNothingHiddenIsThere() async throws {
        let folder = try FilledFolder()
        try await folder.put(ObjectBody("x".utf8), at: "a/real")
        let outside = folder.temporary.path("outside")
        try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
        try Data("secret".utf8).write(to: URL(fileURLWithPath: outside + "/secret"))
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: folder.root + "/link", withDestinationPath: outside + "/secret")
        try manager.createSymbolicLink(atPath: folder.root + "/folder", withDestinationPath: outside)
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder.root + "/.hidden"))
        #expect(mkfifo(folder.root + "/pipe", 0o600) == 0)
        for key in ["link", "folder/secret", ".hidden", "pipe", "a", "a/real/more", "missing"] as [ObjectKey] {
            await #expect(performing: { try await folder.store.head(key) }, throws: code(.notFound))
            try await folder.store.delete(key)
        }
        #expect(manager.fileExists(atPath: outside + "/secret"))
        #expect(try manager.contentsOfDirectory(atPath: folder.root).count == 5)
        #expect(try await folder.store.page(ListRequest()).objects.map(\.key) == ["a/real"])
    }

    @Test func filesThatAreTooLargeAreNotRead() async throws {
        let folder = try FilledFolder()
        try await folder.put(ObjectBody("0123456789".utf8), at: "ten")
        let store = try PlainFolderStore(root: folder.root, configuration: .init(maximumBytes: 9))
        let object = try await store.get("ten")
        #expect(object.metadata.size == 10)
        await #expect(performing: { try await object.body.collect(upTo: 100) }, throws: code(.tooLarge))
    }

    /// Pages and prefixes, as the memory store has them, over keys that can all be files.
    @Test func listings() async throws {
        let folder = try FilledFolder()
        let memory = MemoryObjectStore()
        let keys: [ObjectKey] = [
            "a b", "a-b", "a/b", "a/b c/d", "a/b-/d", "a/bc/d", "a0", "ab", "b/c/d/e", "b/c/d/f", "b/c0", "b/c-", "é/x",
            "z",
        ]
        for key in keys {
            try await folder.put(ObjectBody(key.rawValue.utf8), at: key)
            try await memory.put(ObjectBody(key.rawValue.utf8), at: key)
        }
        for prefix in ["", "a", "a/", "a/b", "a/b ", "a/bc/", "a/bc/d", "b/c", "b/c/d/", "é", "x", "../", "a//"] {
            for limit in 1...keys.count {
                var request = ListRequest(prefix: prefix, limit: limit)
                repeat {
                    let page = try await folder.store.page(request)
                    let expected = try await memory.page(request)
                    #expect(page.objects.map(\.key) == expected.objects.map(\.key), "\(prefix) \(limit)")
                    #expect(page.next == expected.next)
                    request.cursor = expected.next
                } while request.cursor != nil
            }
        }
    }

    /// The time of a file has steps; a tag must not outlive its bytes within one.
    @Test func tagsFollowTheBytes() async throws {
        let folder = try FilledFolder()
        try await folder.put(ObjectBody("00".utf8), at: "a")
        let handle = try #require(FileHandle(forUpdatingAtPath: folder.root + "/a"))
        var tags: Set<EntityTag> = []
        for number in 10..<60 {
            try handle.seek(toOffset: 0)
            try handle.write(contentsOf: Data("\(number)".utf8))
            tags.insert(try await folder.store.head("a").entityTag)
        }
        #expect(tags.count == 50)
    }

    @Test func whatCannotBeOpened() throws {
        let folder = try TemporaryFolder()
        #expect(performing: { try PlainFolderStore(root: folder.path("missing")) }, throws: code(.notFound))
        #expect(performing: { try PlainFolderStore(root: "") }, throws: code(.invalidRequest))
    }
}

/// A folder whose files somebody writes, as the checks ask for it.
private final class FilledFolder: ObjectStore {
    let temporary: TemporaryFolder
    let root: String
    let store: PlainFolderStore

    init() throws {
        temporary = try TemporaryFolder()
        root = temporary.path("files")
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        store = try PlainFolderStore(root: root)
    }

    var capabilities: ObjectStoreCapabilities { store.capabilities }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await store.get(key, options: options)
    }

    func page(_ request: ListRequest) async throws -> ObjectPage { try await store.page(request) }

    func delete(_ key: ObjectKey) async throws { try await store.delete(key) }

    @discardableResult
    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions = PutOptions()) async throws -> ObjectMetadata {
        try options.validate()
        guard options.mode == .overwrite, options.attributes.isEmpty else {
            throw StoreError(.unsupported, "Files have no attributes and are written unconditionally.")
        }
        let bytes = try await body.collect(upTo: 4 << 20)
        try Task.checkCancellation()
        try body.checkLength(bytes.readableBytes)
        let path = root + "/" + key.rawValue
        let folder = (path as NSString).deletingLastPathComponent
        guard key.lastSegment.utf8.count < 256 else {
            throw StoreError(.invalidKey, "The name is too long for a file.")
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Whole at once, as the checks expect it of every writer.
        let draft = temporary.path("draft-\(UInt64.random(in: 0 ... .max))")
        try Data(bytes.readableBytesView).write(to: URL(fileURLWithPath: draft))
        guard rename(draft, path) == 0 else { throw StoreError(.invalidKey, "No file can have this name.") }
        return try await head(key)
    }
}
