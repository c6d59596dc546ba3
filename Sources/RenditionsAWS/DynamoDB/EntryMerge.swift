internal import Renditions

/// The entries of several lists in one order.
struct EntryMerge: Sendable {
    private var streams: [EntryStream]
    private let order: RecordOrder
    /// Entries that a list is asked for at once.
    private let limit: Int
    private var last: RecordPlace?

    /// Calls at once when all lists are read for the first time.
    private static let concurrency = 16

    /// - Parameter wanted: how many entries will be taken, as far as is known.
    init(_ plan: ListingPlan, order: RecordOrder, wanted: Int) {
        streams = plan.queries.map { EntryStream($0, order: order) }
        self.order = order
        // Each list has its share, and some more, since shares are never even.
        limit = min(1000, max(10, 2 * wanted / max(1, streams.count)))
    }

    /// The next entry, or nil at the end. One that stands in two lists while an index follows a write is given once.
    mutating func next(_ calls: TableCalls) async throws -> IndexEntry? {
        while true {
            try await read(calls)
            guard
                let index = streams.indices.filter({ streams[$0].first != nil }).min(by: { left, right in
                    guard let left = streams[left].first, let right = streams[right].first else { return false }
                    return left.place.precedes(right.place, in: order)
                }), let entry = streams[index].first
            else { return nil }
            streams[index].removeFirst()
            if order == .id ? entry.place.id == last?.id : entry.place == last { continue }
            last = entry.place
            return entry
        }
    }

    /// Has every list show its first entry.
    private mutating func read(_ calls: TableCalls) async throws {
        let wanting = streams.indices.filter { streams[$0].needsReading }
        let limit = limit
        let read = try await wanting.map { streams[$0] }.concurrentMap(atMost: Self.concurrency) { stream in
            var stream = stream
            try await stream.read(calls, limit: limit)
            return stream
        }
        for (index, stream) in zip(wanting, read) { streams[index] = stream }
    }
}
