package import Renditions
internal import RenditionsFileSystem

/// The store of renditions of an output folder. What is damaged in it is told with its place: it would read as if the
/// original were damaged, whose name stands before the message.
package struct RenditionFolder: ObjectStore {
    private let store: FileObjectStore
    private let path: String

    /// - Parameter path: of the store's folder, as it was given.
    init(_ store: FileObjectStore, path: String) {
        self.store = store
        self.path = path
    }

    package var capabilities: ObjectStoreCapabilities { store.capabilities }

    package func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await explaining(key) { try await store.get(key, options: options) }
    }

    package func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try await explaining(key) { try await store.put(body, at: key, options: options) }
    }

    package func delete(_ key: ObjectKey) async throws { try await explaining(key) { try await store.delete(key) } }

    package func page(_ request: ListRequest) async throws -> ObjectPage { try await store.page(request) }

    private func explaining<Result>(_ key: ObjectKey, _ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch var error as StoreError where error.code == .corrupt {
            let place = KeyCodec.path(for: key)
            let file = ([path] + place.folders + [place.file]).joined(separator: "/")
            error.message =
                "The stored rendition \(key) is damaged, not the original. Delete \(file.printable) and run again. "
                + error.message
            throw error
        }
    }
}
