internal import NIOCore

/// Lets so many calls through at once, and objects of so many bytes.
///
/// A get counts until its head is there; its body is read outside.
public struct LimitedObjectStore: ObjectStore {
    private let inner: any ObjectStore
    private let limit: Admission
    private let maximumObjectSize: Int?

    /// - Parameters:
    ///   - concurrency: calls at once, at least 1.
    ///   - maximumObjectSize: bytes that a put may have; nil for what the inner store accepts.
    public init(_ inner: any ObjectStore, concurrency: Int, maximumObjectSize: Int? = nil) {
        self.inner = inner
        limit = Admission(capacity: concurrency)
        self.maximumObjectSize = maximumObjectSize
    }

    public var capabilities: ObjectStoreCapabilities { inner.capabilities }

    public func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await limit.run { try await inner.get(key, options: options) }
    }

    public func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        let bounded = try maximumObjectSize.map { try body.bounded(by: $0) } ?? body
        return try await limit.run { try await inner.put(bounded, at: key, options: options) }
    }

    public func delete(_ key: ObjectKey) async throws {
        try await limit.run { try await inner.delete(key) }
    }

    public func page(_ request: ListRequest) async throws -> ObjectPage {
        try await limit.run { try await inner.page(request) }
    }
}

extension ObjectBody {
    /// This body, failing as soon as it has given more than `limit` bytes.
    ///
    /// - Throws: ``StoreError`` with code `too-large` when it says so beforehand.
    fileprivate func bounded(by limit: Int) throws -> ObjectBody {
        if let length, length > limit { throw ObjectBody.tooLarge(limit) }
        guard buffer == nil else { return self }
        let counter = BoundedChunks(self, limit: limit)
        return ObjectBody(length: length) { try await counter.next() }
    }
}

/// The chunks of a body, counted.
private actor BoundedChunks {
    private var chunks: AsyncThrowingStream<ByteBuffer, any Error>.AsyncIterator
    private var left: Int
    private let limit: Int

    init(_ body: ObjectBody, limit: Int) {
        chunks = body.makeAsyncIterator()
        left = limit
        self.limit = limit
    }

    func next() async throws -> ByteBuffer? {
        var iterator = chunks
        defer { chunks = iterator }
        guard let chunk = try await iterator.next(isolation: self) else { return nil }
        left -= chunk.readableBytes
        guard left >= 0 else { throw ObjectBody.tooLarge(limit) }
        return chunk
    }
}

extension ObjectStore {
    /// This store with so many calls at once, and objects of so many bytes.
    public func limited(concurrency: Int, maximumObjectSize: Int? = nil) -> LimitedObjectStore {
        LimitedObjectStore(self, concurrency: concurrency, maximumObjectSize: maximumObjectSize)
    }
}
