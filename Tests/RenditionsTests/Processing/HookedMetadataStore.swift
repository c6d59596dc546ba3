import Renditions
import RenditionsTesting
import Synchronization

/// A metadata store before whose calls something is done.
final class HookedMetadataStore: MetadataStore {
    private let inner: any MetadataStore
    private let counts = Mutex<[MetadataStoreOperation: Int]>([:])
    private let hook: @Sendable (_ operation: MetadataStoreOperation, _ number: Int) async throws -> Void

    /// - Parameter hook: is given the operation and how many of its kind there were, this one included.
    init(
        _ inner: any MetadataStore,
        before hook: @escaping @Sendable (_ operation: MetadataStoreOperation, _ number: Int) async throws -> Void
    ) {
        self.inner = inner
        self.hook = hook
    }

    private func count(_ operation: MetadataStoreOperation) async throws {
        let number = counts.withLock { counts in
            counts[operation, default: 0] += 1
            return counts[operation, default: 0]
        }
        try await hook(operation, number)
    }

    func record(_ id: AssetID) async throws -> Revised<AssetRecord>? {
        try await count(.record)
        return try await inner.record(id)
    }

    func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        try await count(.put)
        return try await inner.put(record, if: condition)
    }

    func delete(_ id: AssetID, if condition: WriteCondition) async throws { try await inner.delete(id, if: condition) }
    func page(_ request: RecordRequest) async throws -> RecordPage { try await inner.page(request) }
}
