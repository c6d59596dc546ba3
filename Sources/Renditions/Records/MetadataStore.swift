/// Keeps one record per asset.
///
/// ``MemoryMetadataStore`` defines the semantics; `MetadataStoreCheck` in RenditionsTesting checks them on any store.
/// Every method throws ``StoreError``. A record comes back equal to what was put; dates to the millisecond.
public protocol MetadataStore: Sendable {
    /// The record of an asset with its revision, or nil.
    func record(_ id: AssetID) async throws -> Revised<AssetRecord>?

    /// Writes a record whole, under its own ID.
    ///
    /// - Returns: the new revision, different from every earlier one of this record.
    /// - Throws: ``StoreError`` with code ``StoreError/Code/preconditionFailed`` when the condition does not hold.
    func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision

    /// Removes a record. Removing nothing succeeds under ``WriteCondition/always`` and ``WriteCondition/absent``.
    ///
    /// - Throws: ``StoreError`` with code ``StoreError/Code/preconditionFailed`` when the condition does not hold.
    func delete(_ id: AssetID, if condition: WriteCondition) async throws

    /// Records that pass the filter, in the order asked for, page by page.
    func page(_ request: RecordRequest) async throws -> RecordPage
}

extension MetadataStore {
    @discardableResult
    public func put(_ record: AssetRecord) async throws -> Revision {
        try await put(record, if: .always)
    }

    public func delete(_ id: AssetID) async throws {
        try await delete(id, if: .always)
    }

    /// All records that pass the filter, read page by page.
    public func records(
        where filter: RecordFilter = RecordFilter(), order: RecordOrder = .id, pageSize: Int = 100
    ) -> RecordListing {
        RecordListing(store: self, request: RecordRequest(filter: filter, order: order, limit: pageSize))
    }
}
