public import Metrics

/// Measures each call, by swift-metrics: the timer `renditions_metadata_store_calls` with the dimensions `store`,
/// `operation` and `outcome` (`ok`, the code of a ``StoreError``, `cancelled` or `other`). The names are contracts.
public struct MeteredMetadataStore: MetadataStore {
    private let inner: any MetadataStore
    private let meter: CallMeter

    /// - Parameters:
    ///   - name: tells this store from others.
    ///   - factory: where metrics go; nil for the one that the program was started with.
    public init(_ inner: any MetadataStore, name: String, factory: (any MetricsFactory)? = nil) {
        self.inner = inner
        meter = CallMeter(
            label: "renditions_metadata_store_calls", store: name, factory: factory ?? MetricsSystem.factory)
    }

    public func record(_ id: AssetID) async throws -> Revised<AssetRecord>? {
        try await meter.measure(MetadataStoreOperation.record.rawValue) { try await inner.record(id) }
    }

    public func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        try await meter.measure(MetadataStoreOperation.put.rawValue) { try await inner.put(record, if: condition) }
    }

    public func delete(_ id: AssetID, if condition: WriteCondition) async throws {
        try await meter.measure(MetadataStoreOperation.delete.rawValue) { try await inner.delete(id, if: condition) }
    }

    public func page(_ request: RecordRequest) async throws -> RecordPage {
        try await meter.measure(MetadataStoreOperation.page.rawValue) { try await inner.page(request) }
    }
}

extension MetadataStore {
    /// This store with its calls measured; `name` tells it from others.
    public func metered(as name: String, factory: (any MetricsFactory)? = nil) -> MeteredMetadataStore {
        MeteredMetadataStore(self, name: name, factory: factory)
    }
}
