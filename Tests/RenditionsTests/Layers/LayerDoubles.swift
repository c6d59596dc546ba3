import Logging
import Renditions
import Synchronization

/// Counts how many puts are under way at once, and gives the others a chance to come in.
final class CountingStore: ObjectStore {
    private let inner: any ObjectStore
    private let counts = Mutex((now: 0, most: 0))

    init(inner: any ObjectStore) { self.inner = inner }

    var most: Int { counts.withLock { $0.most } }
    var capabilities: ObjectStoreCapabilities { inner.capabilities }

    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        counts.withLock { counts in
            counts.now += 1
            counts.most = max(counts.most, counts.now)
        }
        defer { counts.withLock { $0.now -= 1 } }
        for _ in 0..<20 { await Task.yield() }
        return try await inner.put(body, at: key, options: options)
    }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await inner.get(key, options: options)
    }

    func delete(_ key: ObjectKey) async throws { try await inner.delete(key) }
    func page(_ request: ListRequest) async throws -> ObjectPage { try await inner.page(request) }
}

/// Holds the first put until it is let through.
final class GatedStore: ObjectStore {
    private let inner: any ObjectStore
    private let entered = AsyncStream<Void>.makeStream()
    private let gate = AsyncStream<Void>.makeStream()

    init(inner: any ObjectStore) { self.inner = inner }

    func untilEntered() async { for await _ in entered.stream { break } }
    func open() { gate.continuation.finish() }

    var capabilities: ObjectStoreCapabilities { inner.capabilities }

    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        entered.continuation.yield()
        for await _ in gate.stream { break }
        return try await inner.put(body, at: key, options: options)
    }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await inner.get(key, options: options)
    }

    func delete(_ key: ObjectKey) async throws { try await inner.delete(key) }
    func page(_ request: ListRequest) async throws -> ObjectPage { try await inner.page(request) }
}

/// Knows no conditional gets, and gives a content type to objects that have none.
struct UnconditionalStore: ObjectStore {
    let inner: MemoryObjectStore
    let defaultContentType: String

    var capabilities: ObjectStoreCapabilities { inner.capabilities.subtracting(.conditionalGet) }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        guard options.ifMatch == nil, options.ifNoneMatch == nil else {
            throw StoreError(.unsupported, "This store knows no conditional gets.")
        }
        return try await inner.get(key, options: options)
    }

    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        var options = options
        options.contentType = options.contentType ?? defaultContentType
        return try await inner.put(body, at: key, options: options)
    }

    func delete(_ key: ObjectKey) async throws { try await inner.delete(key) }
    func page(_ request: ListRequest) async throws -> ObjectPage { try await inner.page(request) }
}

/// Keeps what is logged.
struct CapturedLog: LogHandler {
    private final class Lines: Sendable {
        let state = Mutex<[String]>([])
    }

    private let kept = Lines()
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    var lines: [String] { kept.state.withLock { $0 } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        kept.state.withLock { $0.append("\(event.message) \(metadata.merging(event.metadata ?? [:]) { $1 })") }
    }
}
