import Renditions
import RenditionsTesting

/// A memory store of which one thing is wrong, and the checks that have to notice: these and no others.
struct BrokenMetadataStore: MetadataStore, CustomStringConvertible {
    typealias Read = @Sendable (MemoryMetadataStore, AssetID) async throws -> Revised<AssetRecord>?
    typealias Put = @Sendable (MemoryMetadataStore, AssetRecord, WriteCondition) async throws -> Revision
    typealias Delete = @Sendable (MemoryMetadataStore, AssetID, WriteCondition) async throws -> Void
    typealias Page = @Sendable (MemoryMetadataStore, RecordRequest) async throws -> RecordPage

    let description: String
    let failures: Set<String>
    private let inner = MemoryMetadataStore()
    private let onRead: Read
    private let onPut: Put
    private let onDelete: Delete
    private let onPage: Page

    init(
        _ description: String, fails failures: Set<String>,
        record: @escaping Read = { try await $0.record($1) },
        put: @escaping Put = { try await $0.put($1, if: $2) },
        delete: @escaping Delete = { try await $0.delete($1, if: $2) },
        page: @escaping Page = { try await $0.page($1) }
    ) {
        self.description = description
        self.failures = failures
        onRead = record
        onPut = put
        onDelete = delete
        onPage = page
    }

    func record(_ id: AssetID) async throws -> Revised<AssetRecord>? {
        try await onRead(inner, id)
    }

    func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        try await onPut(inner, record, condition)
    }

    func delete(_ id: AssetID, if condition: WriteCondition) async throws {
        try await onDelete(inner, id, condition)
    }

    func page(_ request: RecordRequest) async throws -> RecordPage {
        try await onPage(inner, request)
    }
}
