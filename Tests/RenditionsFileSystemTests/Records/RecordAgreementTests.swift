import Foundation
import Renditions
import RenditionsFileSystem
import Testing

/// The memory store says what a page holds.
@Suite(.showsSeed) struct RecordAgreementTests {
    let folder: TemporaryFolder
    let store: SQLiteMetadataStore
    let memory = MemoryMetadataStore()

    init() async throws {
        folder = try TemporaryFolder()
        store = try SQLiteMetadataStore(path: folder.path("records.sqlite"), configuration: .init(durability: .none))
        var generator = TestSeed.generator
        for _ in 0..<400 {
            // Some are written again, some go, so that the tables for searching must follow.
            let record = try RandomRecord.make(Int.random(in: 0..<250, using: &generator), using: &generator)
            try await store.put(record)
            try await memory.put(record)
            if Int.random(in: 0..<10, using: &generator) == 0 {
                try await store.delete(record.id)
                try await memory.delete(record.id)
            }
        }
    }

    @Test func givesTheSamePagesInEveryOrder() async throws {
        var generator = TestSeed.generator
        var count = 0
        for round in 0..<300 {
            let order = RecordOrder.allCases[round % 3]
            let filter = RandomRecord.filter(using: &generator)
            var request = RecordRequest(filter: filter, order: order, limit: [1, 7, 100][round / 3 % 3])
            repeat {
                let page = try await store.page(request)
                let expected = try await memory.page(request)
                #expect(page.records.map(\.value) == expected.records.map(\.value), "\(request)")
                #expect(page.next == expected.next, "\(request)")
                count += page.records.count
                request.cursor = page.next
            } while request.cursor != nil
        }
        // Else the filters let nothing through, and nothing was compared.
        #expect(count > 500)
    }

    @Test func refusesTheCursorOfAnotherOrder() async throws {
        let next = try #require(try await store.page(RecordRequest(order: .id, limit: 1)).next)
        await #expect(
            performing: { try await store.page(RecordRequest(order: .newestUpdateFirst, cursor: next)) },
            throws: code(.invalidRequest))
    }
}
