import Foundation
import GRDB
import Renditions
import RenditionsFileSystem
import Testing

@Suite struct RecordDatabaseTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("records.sqlite")
    }

    @Test func keepsRecordsAcrossOpenings() async throws {
        let record = try record("a", updated: 1_700_000_000.1239)
        let first = try SQLiteMetadataStore(path: path)
        let revision = try await first.put(record, if: .absent)
        let second = try SQLiteMetadataStore(path: path)
        let found = try #require(try await second.record(record.id))
        #expect(found.revision == revision)
        #expect(found.value == record.roundedToMilliseconds)
        #expect(found.value.updated != record.updated)
    }

    @Test func neverGivesARevisionTwice() async throws {
        let store = try SQLiteMetadataStore(path: path)
        let record = try record("a")
        var seen: Set<Revision> = []
        for _ in 0..<5 {
            #expect(seen.insert(try await store.put(record)).inserted)
            try await store.delete(record.id)
        }
        let again = try SQLiteMetadataStore(path: path)
        #expect(seen.insert(try await again.put(record, if: .absent)).inserted)
    }

    @Test func letsOneOfTwentyWrite() async throws {
        let store = try SQLiteMetadataStore(path: path)
        let record = try record("a")
        for _ in 0..<5 {
            let held = try await store.put(record)
            let winners = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        do {
                            _ = try await SQLiteMetadataStore(path: path).put(record, if: .at(held))
                            return 1
                        } catch let error as StoreError where error.code == .preconditionFailed {
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(winners == 1)
        }
    }

    @Test func waitsForTheDiskUnlessToldOtherwise() async throws {
        // 2 is FULL, 0 is OFF.
        let safe = try SQLiteMetadataStore(path: path)
        #expect(try await safe.pragma("synchronous") == "2")
        #expect(try await safe.pragma("journal_mode") == "wal")
        let fast = try SQLiteMetadataStore(path: path, configuration: .init(durability: .none))
        #expect(try await fast.pragma("synchronous") == "0")
    }

    @Test(arguments: ["x", "This is not a database.", String(repeating: "long ", count: 2000)])
    func leavesAFileThatIsNoDatabaseAlone(text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        #expect(performing: { try SQLiteMetadataStore(path: path) }, throws: code(.corrupt))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
        #expect(try folder.contents() == ["records.sqlite"])
    }

    @Test func leavesADatabaseOfANewerVersionAlone() async throws {
        try await SQLiteMetadataStore(path: path).put(record("a"))
        try change("INSERT INTO grdb_migrations VALUES ('999')")
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let error = #expect(throws: StoreError.self) { try SQLiteMetadataStore(path: path) }
        #expect(error?.code == .incompatible)
        #expect(error?.message.contains("newer version") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func leavesADatabaseOfAnotherApplicationAlone() throws {
        try change("CREATE TABLE other (id)")
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(performing: { try SQLiteMetadataStore(path: path) }, throws: code(.incompatible))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func reportsARecordThatCanNotBeRead() async throws {
        let record = try record("a")
        let store = try SQLiteMetadataStore(path: path)
        try await store.put(record)
        try change("UPDATE record SET document = '{}'")
        await #expect(performing: { try await store.record(record.id) }, throws: code(.corrupt))
        await #expect(performing: { try await store.page(RecordRequest()) }, throws: code(.corrupt))
    }

    @Test func refusesWhatJSONCanNotExpress() async throws {
        let store = try SQLiteMetadataStore(path: path)
        var record = try record("a")
        record.analysis = ImageAnalysis(entropy: .nan)
        await #expect(performing: { try await store.put(record) }, throws: code(.invalidRequest))
        let distant = try self.record("b", updated: 1e300)
        await #expect(performing: { try await store.put(distant) }, throws: code(.invalidRequest))
    }

    @Test func givesOthersNoAccess() async throws {
        try await SQLiteMetadataStore(path: path).put(record("a"))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect((mode?.intValue ?? 0o777) & ~0o640 == 0)
    }

    @Test(arguments: ["", ":memory:"]) func needsAFile(path: String) {
        #expect(performing: { try SQLiteMetadataStore(path: path) }, throws: code(.invalidRequest))
    }

    @Test func needsAFolder() {
        #expect(performing: { try SQLiteMetadataStore(path: folder.path("none/r.sqlite")) }, throws: code(.unavailable))
    }

    private func change(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in try db.execute(sql: sql) }
        try queue.close()
    }

    private func record(_ id: String, updated: Double = 1_700_000_000) throws -> AssetRecord {
        let date = Date(timeIntervalSince1970: updated)
        return AssetRecord(
            id: try AssetID(id), state: .ready,
            original: ObjectMetadata(key: "o/Ünï.jpg", size: 3, entityTag: EntityTag("t"), modified: date),
            attributes: ["owner": "Zoë"], created: date, updated: date)
    }
}
