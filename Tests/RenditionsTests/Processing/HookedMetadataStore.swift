import Renditions
import Synchronization

/// A metadata store before whose writes something is done.
final class HookedMetadataStore: MetadataStore {
    private let inner: any MetadataStore
    private let writes = Mutex(0)
    private let hook: @Sendable (_ number: Int) async throws -> Void

    init(_ inner: any MetadataStore, beforePut hook: @escaping @Sendable (_ number: Int) async throws -> Void) {
        self.inner = inner
        self.hook = hook
    }

    func record(_ id: AssetID) async throws -> Revised<AssetRecord>? { try await inner.record(id) }

    func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        let number = writes.withLock { count in
            count += 1
            return count
        }
        try await hook(number)
        return try await inner.put(record, if: condition)
    }

    func delete(_ id: AssetID, if condition: WriteCondition) async throws { try await inner.delete(id, if: condition) }
    func page(_ request: RecordRequest) async throws -> RecordPage { try await inner.page(request) }
}
