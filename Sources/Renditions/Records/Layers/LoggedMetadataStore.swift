public import Logging

/// Logs each call: what and how it went at `debug`; the asset's ID as well at `trace`.
public struct LoggedMetadataStore: MetadataStore {
    private let inner: any MetadataStore
    private let logger: Logger

    public init(_ inner: any MetadataStore, logger: Logger) {
        self.inner = inner
        self.logger = logger
    }

    public func record(_ id: AssetID) async throws -> Revised<AssetRecord>? {
        try await logged(.record, id) { try await inner.record(id) }
    }

    public func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        try await logged(.put, record.id) { try await inner.put(record, if: condition) }
    }

    public func delete(_ id: AssetID, if condition: WriteCondition) async throws {
        try await logged(.delete, id) { try await inner.delete(id, if: condition) }
    }

    public func page(_ request: RecordRequest) async throws -> RecordPage {
        try await logged(.page, nil) { try await inner.page(request) }
    }

    private func logged<Result: Sendable>(
        _ operation: MetadataStoreOperation, _ id: AssetID?, _ body: () async throws -> Result
    ) async throws -> Result {
        if let id { logger.trace("metadata store call", metadata: ["operation": "\(operation)", "asset": "\(id)"]) }
        return try await CallReport.reporting(
            to: { logger.log($0, of: operation.rawValue, in: "metadata store") }) { try await body() }
    }
}

extension MetadataStore {
    /// This store with its calls logged at `debug`, with their assets at `trace`.
    public func logged(to logger: Logger) -> LoggedMetadataStore {
        LoggedMetadataStore(self, logger: logger)
    }
}
