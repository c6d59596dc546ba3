/// Makes calls again that failed for a reason that may pass.
///
/// A conditional write that is made again may meet its own work, when only the reply was lost. It then succeeds: a record
/// equal to the one that was to be written is taken for its own, and a record that is gone for one that it deleted. Who
/// uses `absent` to find out which of several writers came first must therefore write something that no other writer
/// writes. When another has written on top meanwhile, the repetition fails with `precondition-failed`, and the caller
/// reads again and decides.
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
        try await retrier.run { attempt in
            do {
                return try await inner.put(record, if: condition)
            } catch let error as StoreError where error.code == .preconditionFailed && attempt > 1 {
                // Stores keep dates to the millisecond.
                guard let found = try await inner.record(record.id), found.value == record.roundedToMilliseconds else {
                    throw error
                }
                return found.revision
            }
        }
    }

    public func delete(_ id: AssetID, if condition: WriteCondition) async throws {
        try await retrier.run { attempt in
            do {
                try await inner.delete(id, if: condition)
            } catch let error as StoreError where error.code == .preconditionFailed && attempt > 1 {
                guard try await inner.record(id) == nil else { throw error }
            }
        }
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
