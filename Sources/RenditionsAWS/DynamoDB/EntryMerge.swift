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
        let before = streams
        let wanting = before.indices.filter { before[$0].needsReading }
        if wanting.isEmpty { return }
        let limit = limit
        let read = try await withThrowingTaskGroup(of: (Int, EntryStream).self) { group in
            var found: [(Int, EntryStream)] = []
            for (number, index) in wanting.enumerated() {
                if number >= Self.concurrency, let one = try await group.next() { found.append(one) }
                group.addTask {
                    var stream = before[index]
                    try await stream.read(calls, limit: limit)
                    return (index, stream)
                }
            }
            for try await one in group { found.append(one) }
            return found
        }
        for (index, stream) in read { streams[index] = stream }
    }
}
