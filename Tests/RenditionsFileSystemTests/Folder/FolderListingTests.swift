import Renditions
import RenditionsFileSystem
import Testing

/// The memory store says what a listing gives.
@Suite struct FolderListingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(.showsSeed) func ordersByKeysAndNotByNames() async throws {
        let store = try Sample.store(folder)
        let full = String(repeating: "x", count: 140)
        // Before and after the slash, and around the place where a segment is split.
        let keys = [
            "a", "a-b", "a.jpg", "a/b", "a/b/c", "a0", "aB", "b", full, full + "-", full + "/k", full + "0",
            full + "x/y",
        ]
        var generator = TestSeed.generator
        for key in keys.shuffled(using: &generator) { try await store.put(Sample.body("x"), at: ObjectKey(key)) }
        let listed = try await store.page(ListRequest()).objects.map(\.key.rawValue)
        #expect(listed == keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test(.showsSeed, arguments: [1, 2, 7, 1000])
    func agreesWithTheMemoryStore(limit: Int) async throws {
        let store = try Sample.store(folder)
        let memory = MemoryObjectStore()
        var generator = TestSeed.generator
        var keys: [ObjectKey] = []
        while keys.count < 150 {
            guard let key = RandomKey.make(using: &generator) else { continue }
            keys.append(key)
            // Neighbours that share folders and parts of segments.
            let other = keys.randomElement(using: &generator) ?? key
            if let near = try? ObjectKey(other.rawValue + "/" + key.rawValue) { keys.append(near) }
        }
        for key in keys {
            try await store.put(Sample.body("x"), at: key)
            try await memory.put(Sample.body("x"), at: key)
        }
        let prefixes =
            ["", "a", "/", "a/", "zzz", "\u{10FFFF}"] + keys.prefix(20).map { String($0.rawValue.prefix(2)) }
        for prefix in prefixes + keys.prefix(5).map({ $0.rawValue + "/" }) {
            var request = ListRequest(prefix: prefix, limit: limit)
            repeat {
                let page = try await store.page(request)
                let expected = try await memory.page(request)
                #expect(page.objects.map(\.key) == expected.objects.map(\.key), "prefix \(prefix)")
                #expect(page.next == expected.next)
                request.cursor = page.next
            } while request.cursor != nil
        }
    }

    @Test func passesOverEmptyFolders() async throws {
        let store = try Sample.store(folder)
        for index in 0..<40 { try await store.put(Sample.body("x"), at: ObjectKey("f\(index)/k")) }
        for index in 0..<39 { try await store.delete(ObjectKey("f\(index)/k")) }
        let page = try await store.page(ListRequest(limit: 1))
        #expect(page.objects.map(\.key) == ["f39/k"])
        #expect(page.next == nil)
    }
}
