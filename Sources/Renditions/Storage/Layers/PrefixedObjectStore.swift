/// A part of another store: every key is put behind a prefix, which callers never see.
///
/// Two parts whose prefixes do not begin with each other share a store without meeting.
public struct PrefixedObjectStore: ObjectStore {
    private let inner: any ObjectStore
    private let prefix: String

    /// - Parameter prefix: text that ends in `/`, such as `tenants/7/`.
    /// - Throws: ``StoreError`` with code `invalid-key` when no key could have this prefix.
    public init(_ inner: any ObjectStore, prefix: String) throws {
        guard prefix.hasSuffix("/"), (try? ObjectKey(prefix + "x")) != nil else {
            throw StoreError(.invalidKey, "A prefix is the beginning of a key and ends in a slash.")
        }
        self.inner = inner
        self.prefix = prefix
    }

    public var capabilities: ObjectStoreCapabilities { inner.capabilities }

    public func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        var object = try await hidingPrefix { try await inner.get(key.prefixed(by: prefix), options: options) }
        object.metadata.key = key
        return object
    }

    public func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        var metadata = try await hidingPrefix {
            try await inner.put(body, at: key.prefixed(by: prefix), options: options)
        }
        metadata.key = key
        return metadata
    }

    public func delete(_ key: ObjectKey) async throws {
        try await hidingPrefix { try await inner.delete(key.prefixed(by: prefix)) }
    }

    public func page(_ request: ListRequest) async throws -> ObjectPage {
        var request = request
        request.prefix = prefix + request.prefix
        request.cursor = try request.cursor.map(inside)
        var page = try await hidingPrefix { [request] in try await inner.page(request) }
        page.objects = try page.objects.map { object in
            var object = object
            object.key = try withoutPrefix(object.key)
            return object
        }
        page.next = page.next.map(outside)
        return page
    }

    /// Runs `body`; an error that names a key names it as callers know it.
    private func hidingPrefix<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch var error as StoreError {
            error.key = try error.key.map(withoutPrefix)
            throw error
        }
    }

    private func withoutPrefix(_ key: ObjectKey) throws -> ObjectKey {
        try ObjectKey(String(decoding: key.rawValue.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
    }

    // A cursor that is the inner store's key is cut like a key, and marked with `/`; any other is passed on as it is,
    // marked with `=`. Whatever a caller makes up, the inner store lists only what is behind the prefix.

    /// The cursor that a caller gets for one of the inner store.
    private func outside(_ cursor: String) -> String {
        guard cursor.utf8.starts(with: prefix.utf8) else { return "=" + cursor }
        return "/" + String(decoding: cursor.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }

    /// The inner store's cursor for one that a caller gives.
    private func inside(_ cursor: String) throws -> String {
        let rest = String(decoding: cursor.utf8.dropFirst(), as: UTF8.self)
        switch cursor.utf8.first {
        case UInt8(ascii: "/"): return prefix + rest
        case UInt8(ascii: "="): return rest
        default: throw StoreError(.invalidRequest, "The cursor is not one that this store gave.")
        }
    }
}

extension ObjectStore {
    /// The part of this store under a prefix, such as `tenants/7/`.
    public func prefixed(by prefix: String) throws -> PrefixedObjectStore {
        try PrefixedObjectStore(self, prefix: prefix)
    }
}
