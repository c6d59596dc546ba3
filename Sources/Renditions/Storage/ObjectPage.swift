/// Which objects to list, and how many at once.
public struct ListRequest: Hashable, Sendable {
    /// Only keys that start with this; any text, compared by bytes.
    public var prefix: String
    /// Objects in a page: 1 to 1,000.
    public var limit: Int
    /// Where the page before ended: its ``ObjectPage/next``.
    public var cursor: String?

    public init(prefix: String = "", limit: Int = 1000, cursor: String? = nil) {
        self.prefix = prefix
        self.limit = limit
        self.cursor = cursor
    }

    /// - Throws: ``StoreError`` with code ``StoreError/Code/invalidRequest``.
    public func validate() throws {
        guard (1...1000).contains(limit) else {
            throw StoreError(.invalidRequest, "A page has 1 to 1,000 objects, not \(limit).")
        }
    }
}

/// Some objects of a store, in the order of their keys' bytes.
public struct ObjectPage: Hashable, Sendable {
    public var objects: [ObjectMetadata]
    /// Where the next page starts; nil when this is the last. Opaque.
    public var next: String?

    public init(objects: [ObjectMetadata], next: String? = nil) {
        self.objects = objects
        self.next = next
    }
}
