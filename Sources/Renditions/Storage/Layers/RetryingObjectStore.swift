internal import NIOCore

/// Makes calls again that failed for a reason that may pass.
///
/// A put is made again only when its body is in memory: a body that is produced while it is read can be read once. The
/// body of a get is not read again when it breaks off in the middle.
///
/// A put under a condition that is made again may find the object that it wrote itself, when only the reply was lost.
/// It then succeeds: an object with the very bytes, content type and attributes is taken for its own. Who uses `create`
/// to find out which of several writers came first must therefore write something that no other writer writes.
public struct RetryingObjectStore: ObjectStore {
    private let inner: any ObjectStore
    private let retrier: Retrier

    /// - Parameters:
    ///   - clock: what waits are measured by.
    ///   - random: gives a number from 0 up to and without 1, by which each wait is multiplied.
    public init(
        _ inner: any ObjectStore, policy: RetryPolicy = RetryPolicy(), clock: any Clock<Duration> = ContinuousClock(),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.inner = inner
        retrier = Retrier(policy: policy, clock: clock, random: random)
    }

    public var capabilities: ObjectStoreCapabilities { inner.capabilities }

    public func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await retrier.run { _ in try await inner.get(key, options: options) }
    }

    public func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        guard let buffer = body.buffer else { return try await inner.put(body, at: key, options: options) }
        return try await retrier.run { attempt in
            do {
                return try await inner.put(ObjectBody(buffer), at: key, options: options)
            } catch let error as StoreError where error.code == .preconditionFailed && attempt > 1 {
                // An earlier call may have been carried out and only its reply been lost: then the condition fails
                // because of our own object.
                guard let own = try await object(of: buffer, at: key, options: options) else { throw error }
                return own
            }
        }
    }

    public func delete(_ key: ObjectKey) async throws {
        try await retrier.run { _ in try await inner.delete(key) }
    }

    public func page(_ request: ListRequest) async throws -> ObjectPage {
        try await retrier.run { _ in try await inner.page(request) }
    }

    /// The object under a key, if it is what a put of these bytes with these options leaves.
    private func object(
        of buffer: ByteBuffer, at key: ObjectKey, options: PutOptions
    ) async throws -> ObjectMetadata? {
        do {
            // The head first, which spares the bytes of an object that is another's anyway.
            guard try await inner.head(key).couldBe(buffer, options) else { return nil }
            // Without a condition, which not every store knows: a body is from one state, as is its metadata.
            let object = try await inner.get(key)
            guard object.metadata.couldBe(buffer, options) else { return nil }
            return try await object.body.collect(upTo: buffer.readableBytes) == buffer ? object.metadata : nil
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }
}

extension ObjectMetadata {
    /// Whether this object could be the result of a put of these bytes with these options. A store may have a content
    /// type of its own where the writer gave none.
    fileprivate func couldBe(_ buffer: ByteBuffer, _ options: PutOptions) -> Bool {
        size == buffer.readableBytes && attributes == options.attributes
            && (options.contentType == nil || contentType == options.contentType)
    }
}

extension ObjectStore {
    /// This store with calls made again that failed for a reason that may pass.
    public func retrying(
        _ policy: RetryPolicy = RetryPolicy(), clock: any Clock<Duration> = ContinuousClock()
    ) -> RetryingObjectStore {
        RetryingObjectStore(self, policy: policy, clock: clock)
    }
}
