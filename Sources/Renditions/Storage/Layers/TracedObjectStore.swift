public import Tracing

/// Puts a span around each call, by swift-distributed-tracing. The names are contracts:
///
/// | span | attributes |
/// | --- | --- |
/// | `renditions.object_store.get` | `renditions.store`, `renditions.outcome`, `renditions.bytes` |
/// | `renditions.object_store.put` | `renditions.store`, `renditions.outcome`, `renditions.bytes` |
/// | `renditions.object_store.delete` | `renditions.store`, `renditions.outcome` |
/// | `renditions.object_store.page` | `renditions.store`, `renditions.outcome`, `renditions.objects` |
///
/// `renditions.outcome` is `ok`, the code of a ``StoreError``, `cancelled` or `other`; a span of a call that failed has the
/// status of an error. `renditions.bytes` and `renditions.objects` are whole numbers, and missing where the call failed.
/// The span of a get ends when its head is there, and its bytes are those that its body then holds, whether or not they
/// are read. No span carries a key, a cursor or the text of an error: they may tell whose an image is.
public struct TracedObjectStore: ObjectStore {
    private let inner: any ObjectStore
    private let name: String
    private let tracer: CallTracer

    /// - Parameters:
    ///   - name: tells this store from others, such as `originals`.
    ///   - tracer: where spans go; nil for the one that the program was started with.
    public init(_ inner: any ObjectStore, name: String, tracer: (any Tracer)? = nil) {
        self.inner = inner
        self.name = name
        self.tracer = CallTracer(tracer: tracer)
    }

    public var capabilities: ObjectStoreCapabilities { inner.capabilities }

    public func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await traced(.get) { span in
            let object = try await inner.get(key, options: options)
            span.attributes["renditions.bytes"] = object.range.count
            return object
        }
    }

    public func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try await traced(.put) { span in
            let metadata = try await inner.put(body, at: key, options: options)
            span.attributes["renditions.bytes"] = metadata.size
            return metadata
        }
    }

    public func delete(_ key: ObjectKey) async throws {
        try await traced(.delete) { _ in try await inner.delete(key) }
    }

    public func page(_ request: ListRequest) async throws -> ObjectPage {
        try await traced(.page) { span in
            let page = try await inner.page(request)
            span.attributes["renditions.objects"] = page.objects.count
            return page
        }
    }

    private func traced<Result>(
        _ operation: ObjectStoreOperation, _ body: (any Span) async throws -> Result
    ) async throws -> Result {
        try await tracer.trace("renditions.object_store.\(operation.rawValue)", ["renditions.store": name], body)
    }
}

extension ObjectStore {
    /// This store with a span around each call; `name` tells it from others.
    public func traced(as name: String, tracer: (any Tracer)? = nil) -> TracedObjectStore {
        TracedObjectStore(self, name: name, tracer: tracer)
    }
}
