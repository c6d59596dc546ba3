internal import NIOCore

/// Makes calls again that failed for a reason that may pass.
///
/// A put is made again only when its body is in memory: a body that is produced while it is read can be read once. The
/// body of a get is not read again when it breaks off in the middle.
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
                // because of our own object. It is ours when its bytes are.
                guard let found = try await objectWith(buffer.readableBytes, at: key), found.matches(options),
                    try await inner.get(key, options: GetOptions(ifMatch: found.entityTag)).body
                        .collect(upTo: buffer.readableBytes) == buffer
                else { throw error }
                return found
            }
        }
    }

    public func delete(_ key: ObjectKey) async throws {
        try await retrier.run { _ in try await inner.delete(key) }
    }

    public func page(_ request: ListRequest) async throws -> ObjectPage {
        try await retrier.run { _ in try await inner.page(request) }
    }

    private func objectWith(_ size: Int, at key: ObjectKey) async throws -> ObjectMetadata? {
        do {
            let metadata = try await inner.head(key)
            return metadata.size == size ? metadata : nil
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }
}

extension ObjectMetadata {
    /// Whether this object could be the result of a put with these options.
    fileprivate func matches(_ options: PutOptions) -> Bool {
        contentType == options.contentType && attributes == options.attributes
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
