public import Renditions
import Synchronization

/// A metadata store that remembers what was asked of it.
public final class RecordingMetadataStore: MetadataStore {
    /// One call, as it was made.
    public enum Call: Hashable, Sendable {
        case record(AssetID)
        case put(AssetRecord, WriteCondition)
        case delete(AssetID, WriteCondition)
        case page(RecordRequest)
    }

    private let store: any MetadataStore
    private let recorded = Mutex<[Call]>([])

    public init(_ store: any MetadataStore = MemoryMetadataStore()) { self.store = store }

    /// All calls so far, in the order in which they began.
    public var calls: [Call] { recorded.withLock { $0 } }

    /// Forgets all calls.
    public func forget() { recorded.withLock { $0 = [] } }

    public func record(_ id: AssetID) async throws -> Revised<AssetRecord>? {
        record(.record(id))
        return try await store.record(id)
    }

    public func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        self.record(.put(record, condition))
        return try await store.put(record, if: condition)
    }

    public func delete(_ id: AssetID, if condition: WriteCondition) async throws {
        record(.delete(id, condition))
        try await store.delete(id, if: condition)
    }

    public func page(_ request: RecordRequest) async throws -> RecordPage {
        record(.page(request))
        return try await store.page(request)
    }

    private func record(_ call: Call) { recorded.withLock { $0.append(call) } }
}
