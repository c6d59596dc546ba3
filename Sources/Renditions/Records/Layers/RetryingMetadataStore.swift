/// Makes calls again that failed for a reason that may pass.
///
/// When the reply to a conditional write is lost, its repetition fails with `precondition-failed` because of our own
/// record; a caller reads again and decides, as after any such failure.
public struct RetryingMetadataStore: MetadataStore {
    private let inner: any MetadataStore
    private let retrier: Retrier

    /// - Parameters:
    ///   - clock: what waits are measured by.
    ///   - random: gives a number from 0 up to and without 1, by which each wait is multiplied.
    public init(
        _ inner: any MetadataStore, policy: RetryPolicy = RetryPolicy(),
        clock: any Clock<Duration> = ContinuousClock(),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.inner = inner
        retrier = Retrier(policy: policy, clock: clock, random: random)
    }

    public func record(_ id: AssetID) async throws -> Revised<AssetRecord>? {
        try await retrier.run { _ in try await inner.record(id) }
    }

    public func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        try await retrier.run { _ in try await inner.put(record, if: condition) }
    }

    public func delete(_ id: AssetID, if condition: WriteCondition) async throws {
        try await retrier.run { _ in try await inner.delete(id, if: condition) }
    }

    public func page(_ request: RecordRequest) async throws -> RecordPage {
        try await retrier.run { _ in try await inner.page(request) }
    }
}

extension MetadataStore {
    /// This store with calls made again that failed for a reason that may pass.
    public func retrying(
        _ policy: RetryPolicy = RetryPolicy(), clock: any Clock<Duration> = ContinuousClock()
    ) -> RetryingMetadataStore {
        RetryingMetadataStore(self, policy: policy, clock: clock)
    }
}
