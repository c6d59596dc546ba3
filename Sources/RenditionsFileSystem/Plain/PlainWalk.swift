internal import Renditions

/// Finds the files of a ``PlainTree``, in the order of their keys' bytes. Blocks.
struct PlainWalk {
    /// Only keys that start with these bytes.
    var prefix: [UInt8] = []
    /// Only keys that come after these bytes.
    var cursor: [UInt8]?
    /// The walk ends when so many are found.
    var limit = Int.max
    /// Names of files that are passed over besides those that start with a dot.
    var passesOver: (String) -> Bool = { _ in false }

    private(set) var files: [(key: ObjectKey, state: FileState)] = []
    /// Folders that can't be read. What was found in them before is neither there nor gone.
    private(set) var unreadable: [(folder: ObjectKey?, failure: any Error)] = []
    private(set) var problems: [FolderProblem] = []

    /// Folders within folders. A deeper tree is not one of photographs, and a loop of mounts would not end.
    private static let maximumDepth = 64

    private struct Entry {
        var key: ObjectKey
        /// Nil for a folder.
        var state: FileState?
        /// A folder sorts by what the keys in it start with.
        var sortKey: [UInt8]
    }

    /// - Parameter enter: called with each folder before its names are read; nil is the root. What it throws counts as if the
    ///   folder could not be read.
    mutating func run(in tree: PlainTree, from folder: ObjectKey? = nil, enter: (ObjectKey?) throws -> Void = { _ in })
    {
        do {
            guard let descriptor = try tree.folder(folder) else { return }
            let depth = folder.map { $0.rawValue.utf8.count { $0 == UInt8(ascii: "/") } + 1 } ?? 0
            walk(descriptor, folder, depth: depth, enter)
        } catch {
            note(error, folder)
        }
    }

    private mutating func walk(
        _ descriptor: FileDescriptor, _ folder: ObjectKey?, depth: Int, _ enter: (ObjectKey?) throws -> Void
    ) {
        guard depth <= Self.maximumDepth else {
            return problem(folder, .invalidRequest, "Folders are nested deeper than \(Self.maximumDepth).")
        }
        var entries: [Entry] = []
        do {
            if depth > 0, try descriptor.holdsObjectStore() {
                return problem(folder, .invalidRequest, "The folder holds a store of objects, and is passed over.")
            }
            try enter(folder)
            try descriptor.forEachName { name in
                if let entry = try self.entry(name, descriptor, folder) { entries.append(entry) }
            }
        } catch {
            return note(error, folder)
        }
        for entry in entries.sorted(by: { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }) where files.count < limit
        {
            if let state = entry.state {
                files.append((entry.key, state))
            } else if let name = entry.key.rawValue.split(separator: "/").last {
                do {
                    guard let next = try descriptor.openFolder(String(name)) else { continue }
                    walk(next, entry.key, depth: depth + 1, enter)
                } catch {
                    note(error, entry.key)
                }
            }
        }
    }

    private mutating func entry(_ name: String, _ descriptor: FileDescriptor, _ folder: ObjectKey?) throws -> Entry? {
        guard !name.hasPrefix(".") else { return nil }
        let path = folder.map { $0.rawValue + "/" + name } ?? name
        let state: FileState?
        switch try descriptor.finding(name) {
        case .file(let found): state = found
        case .folder: state = nil
        case .other: return nil
        case .nothing:
            // A name that is not UTF-8 was mended when it was read, and leads nowhere.
            if name.unicodeScalars.contains("\u{FFFD}") {
                problems.append(FolderProblem(path, StoreError(.invalidKey, "The name is not UTF-8. Rename it.")))
            }
            return nil
        }
        if state != nil, passesOver(name) { return nil }
        do {
            let key = try ObjectKey(path)
            let sortKey = Array((state == nil ? path + "/" : path).utf8)
            return isWanted(sortKey, isFolder: state == nil) ? Entry(key: key, state: state, sortKey: sortKey) : nil
        } catch var error as StoreError {
            error.message += " Rename it."
            problems.append(FolderProblem(path, error))
            return nil
        }
    }

    /// Whether a key, or one in the folder whose keys start so, can be among those that are asked for.
    private func isWanted(_ start: [UInt8], isFolder: Bool) -> Bool {
        guard start.starts(with: prefix) || isFolder && prefix.starts(with: start) else { return false }
        guard let cursor else { return true }
        return cursor.lexicographicallyPrecedes(start) || isFolder && cursor.starts(with: start)
    }

    private mutating func note(_ failure: any Error, _ folder: ObjectKey?) {
        // What was removed meanwhile has no files.
        if let failure = failure as? SystemCallError, PlainTree.meansNothing(failure) { return }
        unreadable.append((folder, failure))
    }

    private mutating func problem(_ folder: ObjectKey?, _ code: StoreError.Code, _ message: String) {
        problems.append(FolderProblem(folder?.rawValue ?? "", StoreError(code, message)))
    }
}
