/// Keeps objects: bytes under keys.
///
/// ``MemoryObjectStore`` defines the semantics; `ObjectStoreCheck` in RenditionsTesting checks them on any store.
/// Every method throws ``StoreError``, or `CancellationError` when its task is cancelled; a cancelled or failed write
/// leaves what was there before.
public protocol ObjectStore: Sendable {
    /// What the store can do beyond whole reads and unconditional writes.
    var capabilities: ObjectStoreCapabilities { get }

    /// Reads an object. The body comes from one state of the object, even if it is replaced while it is read.
    ///
    /// - Throws: ``StoreError`` with codes `not-found`, `precondition-failed`, `not-modified`,
    ///   `range-not-satisfiable`, `unsupported`. `ifMatch` is judged before `ifNoneMatch`, both before the range.
    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject

    /// Writes an object, whole or not at all. When this returns, the object is kept as safely as this store can.
    ///
    /// - Throws: ``StoreError`` with codes `precondition-failed`, `invalid-request` (the body is not as long as it
    ///   said), `too-large`, `storage-full`, `unsupported`, and whatever the body throws while it is read.
    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata

    /// Removes an object. Removing nothing succeeds.
    func delete(_ key: ObjectKey) async throws

    /// Lists objects in the order of their keys' bytes. A page may be short without being the last; the listing
    /// ends where ``ObjectPage/next`` is nil. An object that stays throughout is listed exactly once.
    func page(_ request: ListRequest) async throws -> ObjectPage
}

extension ObjectStore {
    public func get(_ key: ObjectKey) async throws -> StoredObject {
        try await get(key, options: GetOptions())
    }

    /// The metadata of an object.
    ///
    /// - Throws: ``StoreError`` with code `not-found`.
    public func head(_ key: ObjectKey) async throws -> ObjectMetadata {
        try await get(key, options: .head).metadata
    }

    /// Whether there is an object under this key.
    public func contains(_ key: ObjectKey) async throws -> Bool {
        do {
            _ = try await head(key)
            return true
        } catch let error as StoreError where error.code == .notFound {
            return false
        }
    }

    @discardableResult
    public func put(_ body: ObjectBody, at key: ObjectKey) async throws -> ObjectMetadata {
        try await put(body, at: key, options: PutOptions())
    }

    /// All objects whose keys start with `prefix`, in the order of their keys' bytes, read page by page.
    public func list(prefix: String = "", pageSize: Int = 1000) -> ObjectListing {
        ObjectListing(store: self, prefix: prefix, pageSize: pageSize)
    }
}
