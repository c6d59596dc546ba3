public import Tracing

/// Puts a span around each call, by swift-distributed-tracing. The names are contracts:
///
/// | span | attributes |
/// | --- | --- |
/// | `renditions.metadata_store.record` | `renditions.store`, `renditions.outcome`, `renditions.asset` |
/// | `renditions.metadata_store.put` | `renditions.store`, `renditions.outcome`, `renditions.asset` |
/// | `renditions.metadata_store.delete` | `renditions.store`, `renditions.outcome`, `renditions.asset` |
/// | `renditions.metadata_store.page` | `renditions.store`, `renditions.outcome`, `renditions.records` |
///
/// `renditions.outcome` is `ok`, the code of a ``StoreError``, `cancelled` or `other`; a span of a call that failed has the
/// status of an error. `renditions.asset` is the asset's ID; `renditions.records` is a whole number, and missing where the
/// call failed. No span carries the key of an original, a cursor or the text of an error.
public struct TracedMetadataStore: MetadataStore {
    private let inner: any MetadataStore
    private let name: String
    private let tracer: CallTracer

    /// - Parameters:
    ///   - name: tells this store from others.
    ///   - tracer: where spans go; nil for the one that the program was started with.
    public init(_ inner: any MetadataStore, name: String, tracer: (any Tracer)? = nil) {
        self.inner = inner
        self.name = name
        self.tracer = CallTracer(tracer: tracer)
    }

    public func record(_ id: AssetID) async throws -> Revised<AssetRecord>? {
        try await traced(.record, id) { _ in try await inner.record(id) }
    }

    public func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        try await traced(.put, record.id) { _ in try await inner.put(record, if: condition) }
    }

    public func delete(_ id: AssetID, if condition: WriteCondition) async throws {
        try await traced(.delete, id) { _ in try await inner.delete(id, if: condition) }
    }

    public func page(_ request: RecordRequest) async throws -> RecordPage {
        try await traced(.page, nil) { span in
            let page = try await inner.page(request)
            span.attributes["renditions.records"] = page.records.count
            return page
        }
    }

    private func traced<Result>(
        _ operation: MetadataStoreOperation, _ id: AssetID?, _ body: (any Span) async throws -> Result
    ) async throws -> Result {
        var attributes = ["renditions.store": name]
        if let id { attributes["renditions.asset"] = id.rawValue }
        return try await tracer.trace("renditions.metadata_store.\(operation.rawValue)", attributes, body)
    }
}

extension MetadataStore {
    /// This store with a span around each call; `name` tells it from others.
    public func traced(as name: String, tracer: (any Tracer)? = nil) -> TracedMetadataStore {
        TracedMetadataStore(self, name: name, tracer: tracer)
    }
}
