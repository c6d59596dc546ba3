internal import Renditions

/// Walks the folders of a store in the order of the keys, as far as a page goes.
///
/// Of each folder it holds no more entries than the page can take, and one folder is open at a time.
struct KeyWalk {
    let tree: FolderTree
    /// Bytes that a key starts with.
    let prefix: [UInt8]
    /// Only what comes after this key.
    let cursor: [UInt8]?
    /// Where to stop.
    let limit: Int
    private(set) var found: [ObjectMetadata] = []

    init(tree: FolderTree, prefix: String, cursor: ObjectKey?, limit: Int) {
        self.tree = tree
        self.prefix = Array(prefix.utf8)
        self.cursor = cursor.map { Array($0.rawValue.utf8) }
        self.limit = limit
    }

    /// - Throws: `StoreError` with codes `corrupt`, `incompatible` when a file under an object's name is not an
    ///   object: a listing that left it out would call it missing. What stands under one key is named in the error.
    ///   ``SystemCallError``.
    mutating func run() throws {
        try visit([], base: [])
    }

    /// - Parameters:
    ///   - path: names from the root.
    ///   - base: what the keys in this folder start with.
    private mutating func visit(_ path: [String], base: [UInt8]) throws {
        var last: [UInt8]?
        while found.count < limit {
            let wanted = limit - found.count
            let entries = try entries(in: path, base: base, after: last, limit: wanted)
            var folder: FileDescriptor?
            for entry in entries where found.count < limit {
                if entry.isFolder {
                    folder = nil
                    try visit(path + entry.names, base: base + entry.sortKey)
                } else {
                    if folder == nil { folder = try tree.root.openFolder(path) }
                    guard let folder else { return }
                    try add(entry, in: folder, base: base)
                }
            }
            guard entries.count == wanted, prefixSegment(after: base) == nil else { return }
            last = entries.last?.sortKey
        }
    }

    private mutating func add(_ entry: FolderEntry, in folder: FileDescriptor, base: [UInt8]) throws {
        // Names that do not make up a key can only have been put here by hand; no key leads to them.
        guard let key = try? ObjectKey(String(decoding: base + entry.segment, as: UTF8.self)),
            key.rawValue.utf8.elementsEqual(base + entry.segment), let name = entry.names.last
        else { return }
        // What was removed in the meantime is left out.
        guard let parent = try folder.openFolder(entry.names.dropLast()) else { return }
        do {
            if let file = try tree.open(key, named: name, in: parent) { found.append(file.metadata) }
        } catch {
            var error = (error as? SystemCallError).map(StoreError.init) ?? error
            if var failure = error as? StoreError {
                failure.key = key
                error = failure
            }
            throw error
        }
    }

    /// The first entries of a folder that a key of the page can be in, in order.
    private func entries(
        in path: [String], base: [UInt8], after last: [UInt8]?, limit: Int
    ) throws -> [FolderEntry] {
        if let segment = prefixSegment(after: base) {
            return [FolderEntry(segment: segment, isFolder: true, names: KeyCodec.names(of: segment, isFolder: true))]
        }
        guard let folder = try tree.root.openFolder(path) else { return [] }
        var first = FirstEntries(limit: limit)
        try folder.forEachEntry { entry in
            let sortKey = entry.sortKey
            if let last, !last.lexicographicallyPrecedes(sortKey) { return }
            if admits(base + sortKey, isFolder: entry.isFolder) { first.insert(entry) }
        }
        return first.sorted
    }

    /// Where the prefix names a folder here, its segment: then nothing else needs to be looked at.
    private func prefixSegment(after base: [UInt8]) -> [UInt8]? {
        guard prefix.count > base.count, let slash = prefix[base.count...].firstIndex(of: UInt8(ascii: "/"))
        else { return nil }
        return Array(prefix[base.count..<slash])
    }

    private func admits(_ start: [UInt8], isFolder: Bool) -> Bool {
        guard start.starts(with: prefix) || isFolder && prefix.starts(with: start) else { return false }
        guard let cursor else { return true }
        return cursor.lexicographicallyPrecedes(start) || isFolder && cursor.starts(with: start)
    }
}
