import Renditions
import RenditionsTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct ListingTests {
    @Test(arguments: [1, 2, 3, 7, 1000]) func objectsComePageByPage(_ pageSize: Int) async throws {
        let store = RecordingObjectStore()
        let keys = (1...7).map { "a/\($0)" }
        for key in keys.shuffled() + ["b/1"] { try await store.put(ObjectBody([]), at: ObjectKey(key)) }
        store.forget()
        var found: [String] = []
        for try await object in store.list(prefix: "a/", pageSize: pageSize) { found.append(object.key.rawValue) }
        #expect(found == keys)
        #expect(store.calls.count == (7 + pageSize - 1) / pageSize, "no page is asked for in vain")
    }

    @Test func onlyThePagesThatAreReadAreFetched() async throws {
        let store = RecordingObjectStore()
        for index in 0..<9 { try await store.put(ObjectBody([]), at: ObjectKey("k\(index)")) }
        store.forget()
        for try await object in store.list(pageSize: 2) where object.key.rawValue == "k2" { break }
        #expect(store.calls.count == 2)
    }

    @Test func emptyAndShortPagesAreNotTheEnd() async throws {
        var iterator = ObjectListing.overPages([[], ["a"], [], [], ["b", "c"], []]).makeAsyncIterator()
        var found: [String] = []
        while let object = try await iterator.next() { found.append(object.key.rawValue) }
        #expect(found == ["a", "b", "c"])
        #expect(try await iterator.next() == nil)
    }

    @Test(arguments: [1, 2, 5, 1000]) func recordsComePageByPage(_ pageSize: Int) async throws {
        let store = MemoryMetadataStore()
        let start = Date(timeIntervalSince1970: 1_000_000)
        var expected: [AssetID] = []
        for index in 0..<5 {
            let id = try AssetID("asset\(index)")
            let original = ObjectMetadata(key: "k", size: 1, entityTag: EntityTag("t"), modified: start)
            try await store.put(
                AssetRecord(id: id, original: original, created: start, updated: start + Double(5 - index)))
            expected.insert(id, at: 0)
        }
        var found: [AssetID] = []
        for try await record in store.records(order: .oldestUpdateFirst, pageSize: pageSize) {
            found.append(record.value.id)
        }
        #expect(found == expected)
        for try await _ in store.records(where: RecordFilter(states: [.failed])) { Issue.record("there is none") }
    }
}

extension ObjectListing {
    /// A listing of pages that are as they are.
    fileprivate static func overPages(_ pages: [[String]]) -> ObjectListing { PagedStore(pages: pages).list() }
}

private struct PagedStore: ObjectStore {
    let pages: [[String]]
    var capabilities: ObjectStoreCapabilities { .listing }

    func page(_ request: ListRequest) async throws -> ObjectPage {
        let index = request.cursor.flatMap { Int($0) } ?? 0
        let objects = try pages[index].map {
            ObjectMetadata(key: try ObjectKey($0), size: 0, entityTag: EntityTag(""), modified: Date())
        }
        return ObjectPage(objects: objects, next: index + 1 < pages.count ? String(index + 1) : nil)
    }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject { throw StoreError(.unsupported, "") }
    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        throw StoreError(.unsupported, "")
    }
    func delete(_ key: ObjectKey) async throws { throw StoreError(.unsupported, "") }
}
