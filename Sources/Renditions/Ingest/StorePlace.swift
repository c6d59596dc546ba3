/// A part of a store: the keys that start with a prefix.
public struct StorePlace: Hashable, Sendable {
    public var store: StoreIdentity
    /// Any text, compared by bytes; empty for the whole store.
    public var prefix: String

    public init(_ store: StoreIdentity, prefix: String = "") {
        self.store = store
        self.prefix = prefix
    }

    /// Whether a key can be in both places.
    ///
    /// Folders of which one lies in the other overlap whatever the prefixes: what they make of keys differs from store to
    /// store, and paths say nothing of mounts.
    public func overlaps(_ other: StorePlace) -> Bool {
        if store == other.store {
            let (left, right) = (prefix.utf8, other.prefix.utf8)
            return left.starts(with: right) || right.starts(with: left)
        }
        guard case .folder(let path) = store.form, case .folder(let otherPath) = other.store.form else { return false }
        return Self.lies(path, in: otherPath) || Self.lies(otherPath, in: path)
    }

    private static func lies(_ path: String, in folder: String) -> Bool {
        let folder = folder.hasSuffix("/") ? folder : folder + "/"
        return path.utf8.starts(with: folder.utf8)
    }
}

extension StorePlace: CustomStringConvertible {
    public var description: String { prefix.isEmpty ? "all of \(store)" : "\(prefix) in \(store)" }
}
