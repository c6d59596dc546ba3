internal import AWSClient
internal import Renditions

/// Makes one page of a listing: entries of the indexes, and the records that they speak of as they are now.
struct RecordListingPass: Sendable {
    private let request: RecordRequest
    private let calls: TableCalls
    private let timing: Timing
    private let cursor: RecordPlace?
    private var merge: EntryMerge
    /// How many entries may still be looked at.
    private var left: Int
    private var last: RecordPlace?

    /// Records that are read with one call: 4 MB at the most.
    private static let batch = 10
    private static let batchesAtOnce = 10

    init(request: RecordRequest, plan: ListingPlan, calls: TableCalls, entries: Int, timing: Timing) {
        self.request = request
        self.calls = calls
        self.timing = timing
        cursor = request.cursor.flatMap { try? RecordCursor($0, order: request.order) }
            .map { RecordPlace(milliseconds: $0.milliseconds, id: $0.id) }
        merge = EntryMerge(plan, order: request.order, wanted: request.limit + 1)
        left = max(1, entries)
    }

    mutating func page() async throws -> RecordPage {
        var records: [Revised<AssetRecord>] = []
        // One more than the page has tells whether there is another.
        while records.count <= request.limit {
            let entries = try await candidates(request.limit + 1 - records.count)
            if entries.isEmpty {
                if left > 0 { return RecordPage(records: records) }
                return RecordPage(records: records, next: last.map { text(of: $0) })
            }
            records += try await self.records(entries)
        }
        records.removeLast(records.count - request.limit)
        return RecordPage(
            records: records, next: records.last.map { RecordCursor($0.value).text(order: request.order) })
    }

    private func text(of place: RecordPlace) -> String {
        RecordCursor(milliseconds: place.milliseconds, id: place.id).text(order: request.order)
    }

    /// The next entries that may pass, as many as are wanted; fewer at the end, and when no more may be looked at.
    private mutating func candidates(_ count: Int) async throws -> [IndexEntry] {
        var found: [IndexEntry] = []
        while found.count < count, left > 0, let entry = try await merge.next(calls) {
            if let cursor, !follows(entry.place, cursor) { continue }
            left -= 1
            last = entry.place
            if entry.mayPass(request.filter) { found.append(entry) }
        }
        return found
    }

    /// Whether a place is behind the cursor. By ID, a record's instant says nothing of its place.
    private func follows(_ place: RecordPlace, _ cursor: RecordPlace) -> Bool {
        request.order == .id ? cursor.id < place.id : cursor.precedes(place, in: request.order)
    }

    /// The records of entries, without those that are gone, that don't pass, and that stand elsewhere by now: an index follows
    /// the table, and shows for a moment what was.
    private func records(_ entries: [IndexEntry]) async throws -> [Revised<AssetRecord>] {
        let ids = entries.map(\.place.id)
        let chunks = stride(from: 0, to: ids.count, by: Self.batch).map {
            Array(ids[$0..<min($0 + Self.batch, ids.count)])
        }
        var found: [AssetID: Revised<AssetRecord>] = [:]
        for record in try await chunks.concurrentMap(atMost: Self.batchesAtOnce, { try await read($0) }).joined() {
            found[record.value.id] = record
        }
        return entries.compactMap { entry in
            guard let record = found[entry.place.id], request.filter.admits(record.value),
                request.order == .id || RecordPlace(record.value) == entry.place
            else { return nil }
            return record
        }
    }

    private func read(_ ids: [AssetID]) async throws -> [Revised<AssetRecord>] {
        var wanted = ids.map { RecordItems.key(of: $0) }
        var found: [Revised<AssetRecord>] = []
        for attempt in 0... {
            let (items, rest) = try await calls.items(wanted)
            found += try items.map { try RecordItems.record(in: $0) }
            if rest.isEmpty { return found }
            // Where nothing at all was read, the table has no capacity left.
            guard !items.isEmpty || attempt < 6 else {
                throw StoreError(
                    .unavailable,
                    "The table \(calls.table) gets more calls than it may. Raise its capacity, or call it less.")
            }
            wanted = rest
            try await timing.clock.sleep(for: .milliseconds(50 << min(attempt, 6)) * timing.random())
        }
        return found
    }
}
