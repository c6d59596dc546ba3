/// Lets so many calls through at once.
public struct LimitedMetadataStore: MetadataStore {
    private let inner: any MetadataStore
    private let limit: Admission

    /// - Parameter concurrency: calls at once, at least 1.
    public init(_ inner: any MetadataStore, concurrency: Int) {
        self.inner = inner
        limit = Admission(capacity: concurrency)
    }

    public func record(_ id: AssetID) async throws -> Revised<AssetRecord>? {
        try await limit.run { try await inner.record(id) }
    }

    public func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        try await limit.run { try await inner.put(record, if: condition) }
    }

    public func delete(_ id: AssetID, if condition: WriteCondition) async throws {
        try await limit.run { try await inner.delete(id, if: condition) }
    }

    public func page(_ request: RecordRequest) async throws -> RecordPage {
        try await limit.run { try await inner.page(request) }
    }
}

extension MetadataStore {
    /// This store with so many calls at once.
    public func limited(concurrency: Int) -> LimitedMetadataStore {
        LimitedMetadataStore(self, concurrency: concurrency)
    }
}
