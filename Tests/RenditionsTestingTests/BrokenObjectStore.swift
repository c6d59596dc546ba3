import Renditions
import RenditionsTesting

/// A memory store of which one thing is wrong, and the checks that have to notice: these and no others.
struct BrokenObjectStore: ObjectStore, CustomStringConvertible {
    typealias Get = @Sendable (MemoryObjectStore, ObjectKey, GetOptions) async throws -> StoredObject
    typealias Put = @Sendable (MemoryObjectStore, ObjectBody, ObjectKey, PutOptions) async throws -> ObjectMetadata
    typealias Delete = @Sendable (MemoryObjectStore, ObjectKey) async throws -> Void
    typealias Page = @Sendable (MemoryObjectStore, ListRequest) async throws -> ObjectPage

    let description: String
    var capabilities: ObjectStoreCapabilities
    let failures: Set<String>
    private let inner = MemoryObjectStore()
    private let onGet: Get
    private let onPut: Put
    private let onDelete: Delete
    private let onPage: Page

    init(
        _ description: String, fails failures: Set<String>, capabilities: ObjectStoreCapabilities = .all,
        get: @escaping Get = { try await $0.get($1, options: $2) },
        put: @escaping Put = { try await $0.put($1, at: $2, options: $3) },
        delete: @escaping Delete = { try await $0.delete($1) },
        page: @escaping Page = { try await $0.page($1) }
    ) {
        self.description = description
        self.failures = failures
        self.capabilities = capabilities
        onGet = get
        onPut = put
        onDelete = delete
        onPage = page
    }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await onGet(inner, key, options)
    }

    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try await onPut(inner, body, key, options)
    }

    func delete(_ key: ObjectKey) async throws {
        try await onDelete(inner, key)
    }

    func page(_ request: ListRequest) async throws -> ObjectPage {
        try await onPage(inner, request)
    }

    /// A store that keeps every object under another spelling of its key.
    init(_ description: String, fails failures: Set<String>, spelling: @escaping @Sendable (String) -> String) {
        @Sendable func respell(_ key: ObjectKey) throws -> ObjectKey { try ObjectKey(spelling(key.rawValue)) }
        self.init(
            description, fails: failures,
            get: { try await $0.get(respell($1), options: $2) },
            put: { try await $0.put($1, at: respell($2), options: $3) },
            delete: { try await $0.delete(respell($1)) },
            page: { inner, request in
                var request = request
                request.prefix = spelling(request.prefix)
                return try await inner.page(request)
            })
    }
}
