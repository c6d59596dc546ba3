import AWSServers
import Renditions
import RenditionsAWS
import Testing

/// Listings as only this store makes them: of several lists and pages of an index.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct RecordListingTests {
    private static func list(
        _ store: DynamoDBMetadataStore, _ filter: RecordFilter = RecordFilter(), _ order: RecordOrder, limit: Int
    ) async throws -> [String] {
        var request = RecordRequest(filter: filter, order: order, limit: limit)
        var found: [String] = []
        repeat {
            let page = try await store.page(request)
            #expect(page.records.count <= limit)
            found += page.records.map(\.value.id.rawValue)
            request.cursor = page.next
        } while request.cursor != nil
        return found
    }

    /// More records of one instant than are read of an index at once.
    @Test func recordsOfOneInstantComeByTheirIDs() async throws {
        try await EmulatedTable.with { table in
            let store = table.store()
            let ids = (100..<150).map { "r\($0)" }
            for id in ids.shuffled() { try await store.put(Records.record(id, second: 1, attributes: ["a": "b"])) }
            try await store.put(Records.record("before", second: 0, attributes: ["a": "b"]))
            try await store.put(Records.record("after", second: 2, attributes: ["a": "b"]))
            for filter in [RecordFilter(), RecordFilter(attributes: ["a": "b"])] {
                #expect(
                    try await Self.list(store, filter, .newestUpdateFirst, limit: 7) == ["after"] + ids + ["before"])
                #expect(
                    try await Self.list(store, filter, .oldestUpdateFirst, limit: 7) == ["before"] + ids + ["after"])
                #expect(try await Self.list(store, filter, .id, limit: 7) == ["after", "before"] + ids)
            }
        }
    }

    @Test func pagesOfWhatHardlyAnythingPassesEnd() async throws {
        try await EmulatedTable.with { table in
            let store = table.store(.init(entriesPerPage: 5))
            for number in 10..<40 {
                var record = try Records.record("r\(number)", second: Double(number))
                record.analysis = ImageAnalysis(perceptualHash: PerceptualHash(bits: number == 33 ? 1 : .max))
                try await store.put(record)
            }
            let filter = RecordFilter(similar: .init(to: PerceptualHash(bits: 0), maximumDistance: 2))
            for order in RecordOrder.allCases {
                var request = RecordRequest(filter: filter, order: order)
                var pages: [Int] = []
                repeat {
                    let page = try await store.page(request)
                    pages.append(page.records.count)
                    request.cursor = page.next
                } while request.cursor != nil
                #expect(pages.reduce(0, +) == 1)
                #expect(pages.count >= 6, "Five of thirty entries a page: \(pages)")
            }
        }
    }

    @Test func aPageOfAThousand() async throws {
        try await EmulatedTable.with { table in
            let store = table.store()
            let ids = (0..<1010).map { "r\(1000 + $0)" }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, id) in ids.enumerated() {
                    // The emulator takes no more connections at once.
                    if number >= 16 { try await group.next() }
                    group.addTask { _ = try await store.put(Records.record(id), if: .absent) }
                }
                try await group.waitForAll()
            }
            let page = try await store.page(RecordRequest(limit: 1000))
            #expect(page.records.map(\.value.id.rawValue) == Array(ids.prefix(1000)))
            let rest = try await store.page(RecordRequest(limit: 1000, cursor: page.next))
            #expect(rest.records.map(\.value.id.rawValue) == Array(ids.suffix(10)))
            #expect(rest.next == nil)
        }
    }

    @Test func anEmptySpanIsNotAskedFor() async throws {
        try await EmulatedTable.with { table in
            let store = table.store()
            let control = table.server.control
            let calls = try await control.calls(account: table.account.account).count
            let filter = RecordFilter(updatedFrom: Records.instant(10), updatedBefore: Records.instant(0))
            let page = try await store.page(RecordRequest(filter: filter, order: .oldestUpdateFirst))
            #expect(page.records.isEmpty && page.next == nil)
            #expect(try await control.calls(account: table.account.account).count == calls)
        }
    }
}
