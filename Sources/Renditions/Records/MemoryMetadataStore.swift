/// Records in memory. Defines the semantics of ``MetadataStore``; made for tests and for short-lived work.
public actor MemoryMetadataStore: MetadataStore {
    private var entries: [AssetID: Revised<AssetRecord>] = [:]
    /// Counts writes, so that a revision never comes back, even after a delete.
    private var writes = 0

    public init() {}

    public func record(_ id: AssetID) async throws -> Revised<AssetRecord>? {
        entries[id]
    }

    public func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        try condition.check(against: entries[record.id]?.revision)
        writes += 1
        let revision = Revision(String(writes))
        entries[record.id] = Revised(record.roundedToMilliseconds, revision: revision)
        return revision
    }

    public func delete(_ id: AssetID, if condition: WriteCondition) async throws {
        try condition.check(against: entries[id]?.revision)
        entries[id] = nil
    }

    public func page(_ request: RecordRequest) async throws -> RecordPage {
        try request.validate()
        let matching = entries.values
            .filter { request.filter.admits($0.value) }
            .sorted { request.order.places($0.value, before: $1.value) }
        var start = 0
        if let cursor = request.cursor {
            let position = try RecordCursor(cursor, order: request.order)
            start = matching.firstIndex { position.isBefore($0.value, in: request.order) } ?? matching.count
        }
        let records = Array(matching[start...].prefix(request.limit))
        let isLast = start + records.count == matching.count
        return RecordPage(
            records: records,
            next: isLast ? nil : records.last.map { RecordCursor($0.value).text(order: request.order) })
    }
}

extension WriteCondition {
    /// - Throws: ``StoreError`` with code `precondition-failed` when the condition does not hold for a record in this
    ///   revision; nil means that there is none.
    package func check(against revision: Revision?) throws {
        switch self {
        case .always: return
        case .absent where revision == nil: return
        case .at(let expected) where revision == expected: return
        case .absent: throw StoreError(.preconditionFailed, "There is a record under this ID already.")
        case .at: throw StoreError(.preconditionFailed, "The record has changed since it was read.")
        }
    }
}

extension RecordOrder {
    package func places(_ left: AssetRecord, before right: AssetRecord) -> Bool {
        switch self {
        case .oldestUpdateFirst where left.updated != right.updated: left.updated < right.updated
        case .newestUpdateFirst where left.updated != right.updated: left.updated > right.updated
        default: left.id < right.id
        }
    }
}

extension AssetRecord {
    /// This record with its dates as every store keeps them.
    package var roundedToMilliseconds: AssetRecord {
        var record = self
        record.created = created.roundedToMilliseconds
        record.updated = updated.roundedToMilliseconds
        record.original.modified = original.modified.roundedToMilliseconds
        if let erasure {
            record.erasure?.requested = erasure.requested.roundedToMilliseconds
            record.erasure?.completed = erasure.completed?.roundedToMilliseconds
        }
        return record
    }
}
