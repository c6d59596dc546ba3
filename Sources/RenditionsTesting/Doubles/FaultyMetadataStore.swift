public import Renditions

/// A metadata store that fails when it is told to.
public struct FaultyMetadataStore: MetadataStore {
    private let store: any MetadataStore
    private let schedule: FaultSchedule<MetadataStoreOperation>

    /// - Parameters:
    ///   - faults: the first that is due is thrown.
    ///   - seed: of the faults that come at random.
    public init(_ store: any MetadataStore, faults: [Fault<MetadataStoreOperation>], seed: UInt64 = 0) {
        self.store = store
        schedule = FaultSchedule(faults, seed: seed)
    }

    /// How often an operation was called, failures included.
    public func count(of operation: MetadataStoreOperation) -> Int { schedule.count(of: operation) }

    public func record(_ id: AssetID) async throws -> Revised<AssetRecord>? {
        try await schedule.call(.record) { try await store.record(id) }
    }

    public func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        try await schedule.call(.put) { try await store.put(record, if: condition) }
    }

    public func delete(_ id: AssetID, if condition: WriteCondition) async throws {
        try await schedule.call(.delete) { try await store.delete(id, if: condition) }
    }

    public func page(_ request: RecordRequest) async throws -> RecordPage {
        try await schedule.call(.page) { try await store.page(request) }
    }
}
