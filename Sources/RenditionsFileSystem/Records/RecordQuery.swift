internal import GRDB
internal import Renditions

/// A request as one statement of SQL. It gives one row more than the page has, which tells whether there is another.
struct RecordQuery: Sendable {
    private(set) var sql = ""
    private(set) var arguments = StatementArguments()
    private var conditions: [String] = []

    /// - Throws: `StoreError` with code `invalid-request` when the cursor is not one for this order.
    init(_ request: RecordRequest) throws {
        let filter = request.filter
        // Sorted, so that equal requests are equal statements.
        let attributes = filter.attributes.sorted { $0.key < $1.key }

        // An attribute leads where there is one: it narrows the most, and its indexes have the order in them. CROSS JOIN
        // keeps SQLite from turning the tables around.
        let isLed = !attributes.isEmpty
        let source = isLed ? "attribute AS a CROSS JOIN record AS r ON r.id = a.id" : "record AS r"
        let columns = isLed ? (id: "a.id", time: "a.updated") : (id: "r.id", time: "r.updated")
        if let first = attributes.first {
            add("a.name = ? AND a.value = ?", [TextBytes.of(first.key), TextBytes.of(first.value)])
        }
        for (name, value) in attributes.dropFirst() {
            add(
                "EXISTS (SELECT 1 FROM attribute AS b WHERE b.name = ? AND b.value = ? AND b.id = \(columns.id))",
                [TextBytes.of(name), TextBytes.of(value)])
        }
        if let states = filter.states {
            let names = states.map(\.rawValue).sorted()
            add("r.state IN (\(Self.marks(names.count)))", StatementArguments(names))
        }
        if let from = filter.updatedFrom { add("\(columns.time) >= ?", [DateMilliseconds.first(notBefore: from)]) }
        if let before = filter.updatedBefore { add("\(columns.time) < ?", [DateMilliseconds.first(notBefore: before)]) }
        if let similar = filter.similar { add(similar) }
        try addCursor(request, columns: columns)

        let order =
            switch request.order {
            case .id: columns.id
            case .oldestUpdateFirst: "\(columns.time), \(columns.id)"
            case .newestUpdateFirst: "\(columns.time) DESC, \(columns.id)"
            }
        sql = "SELECT r.revision, r.document FROM \(source)"
        if !conditions.isEmpty { sql += " WHERE " + conditions.joined(separator: " AND ") }
        sql += " ORDER BY \(order) LIMIT ?"
        arguments += [request.limit + 1]
    }

    private mutating func add(_ similar: RecordFilter.Similarity) {
        let bits = Int64(bitPattern: similar.hash.bits)
        // Of eight bytes at least one is equal where at most seven bits differ.
        if similar.maximumDistance < 8 {
            let bytes = similar.hash.placedBytes
            add(
                "r.id IN (SELECT id FROM hash_byte WHERE byte IN (\(Self.marks(bytes.count))))",
                StatementArguments(bytes))
        }
        // False where the record has no hash, because a comparison with NULL is.
        add("hamming(r.perceptual_hash, ?) <= ?", [bits, similar.maximumDistance])
    }

    private mutating func addCursor(_ request: RecordRequest, columns: (id: String, time: String)) throws {
        guard let text = request.cursor else { return }
        let cursor = try RecordCursor(text, order: request.order)
        let id = cursor.id.rawValue
        // The first half alone bounds the search in an index; the second decides between equal times.
        switch request.order {
        case .id:
            add("\(columns.id) > ?", [id])
        case .oldestUpdateFirst:
            add(
                "\(columns.time) >= ? AND (\(columns.time) > ? OR \(columns.id) > ?)",
                [cursor.milliseconds, cursor.milliseconds, id])
        case .newestUpdateFirst:
            add(
                "\(columns.time) <= ? AND (\(columns.time) < ? OR \(columns.id) > ?)",
                [cursor.milliseconds, cursor.milliseconds, id])
        }
    }

    private mutating func add(_ condition: String, _ values: StatementArguments) {
        conditions.append(condition)
        arguments += values
    }

    private static func marks(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }
}
