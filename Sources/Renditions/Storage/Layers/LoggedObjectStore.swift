public import Logging

/// Logs each call: what and how it went at `debug`; the key as well at `trace`, because keys may tell whose an image is.
public struct LoggedObjectStore: ObjectStore {
    private let inner: any ObjectStore
    private let logger: Logger

    public init(_ inner: any ObjectStore, logger: Logger) {
        self.inner = inner
        self.logger = logger
    }

    public var capabilities: ObjectStoreCapabilities { inner.capabilities }

    public func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await logged(.get, key) { try await inner.get(key, options: options) }
    }

    public func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try await logged(.put, key) { try await inner.put(body, at: key, options: options) }
    }

    public func delete(_ key: ObjectKey) async throws {
        try await logged(.delete, key) { try await inner.delete(key) }
    }

    public func page(_ request: ListRequest) async throws -> ObjectPage {
        try await logged(.page, nil) { try await inner.page(request) }
    }

    private func logged<Result: Sendable>(
        _ operation: ObjectStoreOperation, _ key: ObjectKey?, _ body: () async throws -> Result
    ) async throws -> Result {
        if let key { logger.trace("object store call", metadata: ["operation": "\(operation)", "key": "\(key)"]) }
        return try await CallReport.reporting(to: { logger.log($0, of: operation.rawValue, in: "object store") }) {
            try await body()
        }
    }
}

extension Logger {
    func log(_ report: CallReport, of operation: String, in store: String) {
        debug(
            "\(store) call done",
            metadata: [
                "operation": "\(operation)", "outcome": "\(report.outcome)",
                "milliseconds": "\(Int((report.duration / .milliseconds(1)).rounded()))",
            ])
    }
}

extension ObjectStore {
    /// This store with its calls logged at `debug`, with their keys at `trace`.
    public func logged(to logger: Logger) -> LoggedObjectStore {
        LoggedObjectStore(self, logger: logger)
    }
}
