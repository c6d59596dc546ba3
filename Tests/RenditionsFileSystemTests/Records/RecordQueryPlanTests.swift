import Foundation
import Renditions
import RenditionsFileSystem
import Testing

/// SQLite's own account of how it answers: through an index, and without sorting more than it gives.
@Suite struct RecordQueryPlanTests {
    let folder: TemporaryFolder
    let store: SQLiteMetadataStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteMetadataStore(path: folder.path("records.sqlite"))
    }

    @Test(arguments: RecordOrder.allCases)
    func searchesByState(order: RecordOrder) async throws {
        let plan = try await plan(RecordFilter(states: [.ready]), order)
        #expect(plan.contains("SEARCH r USING INDEX record_by_state"))
        #expect(!plan.contains("SCAN"))
        #expect(!plan.contains("TEMP B-TREE FOR ORDER BY"))
    }

    @Test(arguments: [RecordOrder.oldestUpdateFirst, .newestUpdateFirst])
    func searchesByTime(order: RecordOrder) async throws {
        let day = Date(timeIntervalSince1970: 1_700_000_000)
        let plan = try await plan(RecordFilter(updatedFrom: day, updatedBefore: day + 86_400), order)
        #expect(plan.contains("SEARCH r USING INDEX record_by_time (updated>? AND updated<?)"))
        #expect(!plan.contains("TEMP B-TREE FOR ORDER BY"))
    }

    @Test(arguments: RecordOrder.allCases)
    func searchesByAttribute(order: RecordOrder) async throws {
        let plan = try await plan(
            RecordFilter(states: [.ready, .failed], attributes: ["owner": "zoe", "album": "1"]), order)
        #expect(plan.contains("SEARCH a USING"))
        #expect(plan.contains("SEARCH b USING PRIMARY KEY (name=? AND value=? AND id=?)"))
        #expect(plan.contains(#/SEARCH r USING INDEX .*id=\?\)/#))
        #expect(!plan.contains("SCAN"))
        #expect(!plan.contains("TEMP B-TREE FOR ORDER BY"))
    }

    @Test(arguments: RecordOrder.allCases)
    func searchesBySimilarity(order: RecordOrder) async throws {
        let hash = PerceptualHash(bits: 1)
        let near = try await plan(RecordFilter(similar: .init(to: hash, maximumDistance: 7)), order)
        #expect(near.contains("SEARCH hash_byte USING PRIMARY KEY (byte=?)"))
        #expect(near.contains("SEARCH r USING INDEX sqlite_autoindex_record_1 (id=?)"))
        #expect(!near.contains("SCAN"))
        // Further away every hash must be looked at.
        #expect(try await plan(RecordFilter(similar: .init(to: hash, maximumDistance: 8)), order).contains("SCAN r"))
    }

    @Test(arguments: RecordOrder.allCases)
    func goesOnFromACursor(order: RecordOrder) async throws {
        let cursor = "\(order.rawValue)/1700000000000/asset"
        let plan = try await plan(RecordFilter(), order, cursor: cursor)
        #expect(plan.contains("SEARCH r USING INDEX"))
        #expect(!plan.contains("TEMP B-TREE FOR ORDER BY"))
    }

    private func plan(_ filter: RecordFilter, _ order: RecordOrder, cursor: String? = nil) async throws -> String {
        try await store.queryPlan(of: RecordRequest(filter: filter, order: order, cursor: cursor))
            .joined(separator: "\n")
    }
}
