internal import Renditions
internal import RenditionsWorkflow

/// The entries of one list, read page by page as they are needed, in the order of a request.
struct EntryStream: Sendable {
    private let query: JSONObject
    private let order: RecordOrder
    private var start: JSONValue?
    private var isAtEnd = false
    /// What is in order.
    private var ready: ArraySlice<IndexEntry> = []
    /// What may stand after entries that are still to be read: such of one instant come by falling IDs where the newest come
    /// first, and are wanted by rising ones.
    private var held: [IndexEntry] = []

    init(_ query: JSONObject, order: RecordOrder) {
        self.query = query
        self.order = order
    }

    /// The next entry; nil where ``isFinished``, and where more has to be read.
    var first: IndexEntry? { ready.first }
    var needsReading: Bool { ready.isEmpty && !isAtEnd }

    mutating func removeFirst() { ready.removeFirst() }

    /// Reads until there is an entry or none is left.
    ///
    /// - Parameter limit: entries to read at once.
    mutating func read(_ calls: TableCalls, limit: Int) async throws {
        while needsReading {
            var input = query
            input["Limit"] = .integer(limit)
            input["ExclusiveStartKey"] = start
            let page = try await calls.query(input)
            start = page.next
            isAtEnd = page.next == nil
            held += try page.items.map { try IndexEntry($0) }
            ready = inOrder()[...]
        }
    }

    /// Takes what is held as far as its order is known.
    private mutating func inOrder() -> [IndexEntry] {
        guard order == .newestUpdateFirst else {
            defer { held = [] }
            return held
        }
        var count = held.count
        if !isAtEnd, let last = held.last {
            // More of this instant may come on the next page.
            count = held.lastIndex { $0.place.milliseconds != last.place.milliseconds }.map { $0 + 1 } ?? 0
        }
        let known = held.prefix(count).sorted { $0.place.precedes($1.place, in: order) }
        held.removeFirst(count)
        return known
    }
}
