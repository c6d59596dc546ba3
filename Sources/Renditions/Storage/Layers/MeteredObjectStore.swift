public import Metrics

/// Measures each call, by swift-metrics. The names are contracts:
///
/// | metric | kind | dimensions |
/// | --- | --- | --- |
/// | `renditions_object_store_calls` | timer | `store`, `operation`, `outcome` |
/// | `renditions_object_store_bytes_put` | counter | `store` |
/// | `renditions_object_store_bytes_got` | counter | `store` |
///
/// `outcome` is `ok`, the code of a ``StoreError``, `cancelled` or `other`. A get is measured until its head is there,
/// and its bytes are those that its body then holds, whether or not they are read.
public struct MeteredObjectStore: ObjectStore {
    private let inner: any ObjectStore
    private let meter: CallMeter
    private let bytesPut: Counter
    private let bytesGot: Counter

    /// - Parameters:
    ///   - name: tells this store from others, such as `originals`.
    ///   - factory: where metrics go; nil for the one that the program was started with.
    public init(_ inner: any ObjectStore, name: String, factory: (any MetricsFactory)? = nil) {
        self.inner = inner
        let factory = factory ?? MetricsSystem.factory
        meter = CallMeter(label: "renditions_object_store_calls", store: name, factory: factory)
        bytesPut = Counter(label: "renditions_object_store_bytes_put", dimensions: [("store", name)], factory: factory)
        bytesGot = Counter(label: "renditions_object_store_bytes_got", dimensions: [("store", name)], factory: factory)
    }

    public var capabilities: ObjectStoreCapabilities { inner.capabilities }

    public func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        let object = try await meter.measure(ObjectStoreOperation.get.rawValue) {
            try await inner.get(key, options: options)
        }
        bytesGot.increment(by: object.range.count)
        return object
    }

    public func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        let metadata = try await meter.measure(ObjectStoreOperation.put.rawValue) {
            try await inner.put(body, at: key, options: options)
        }
        bytesPut.increment(by: metadata.size)
        return metadata
    }

    public func delete(_ key: ObjectKey) async throws {
        try await meter.measure(ObjectStoreOperation.delete.rawValue) { try await inner.delete(key) }
    }

    public func page(_ request: ListRequest) async throws -> ObjectPage {
        try await meter.measure(ObjectStoreOperation.page.rawValue) { try await inner.page(request) }
    }
}

/// Times calls, with their operation and outcome as dimensions.
struct CallMeter: Sendable {
    let label: String
    let store: String
    let factory: any MetricsFactory

    func measure<Result: Sendable>(_ operation: String, _ body: () async throws -> Result) async throws -> Result {
        try await CallReport.reporting(to: { report in
            let timer = Timer(
                label: label,
                dimensions: [("store", store), ("operation", operation), ("outcome", report.outcome)], factory: factory)
            timer.recordNanoseconds(Int64(report.duration / .nanoseconds(1)))
        }) { try await body() }
    }
}

extension ObjectStore {
    /// This store with its calls measured; `name` tells it from others.
    public func metered(as name: String, factory: (any MetricsFactory)? = nil) -> MeteredObjectStore {
        MeteredObjectStore(self, name: name, factory: factory)
    }
}
