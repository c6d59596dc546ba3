internal import Renditions

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// A folder of plain files that belong to somebody else: a file's key is its path below the root. Symbolic links below
/// the root are never followed, and what starts with a dot is not there.
///
/// Every method blocks, and throws ``SystemCallError``.
final class PlainTree: Sendable {
    let root: FileDescriptor
    /// Resolved.
    let path: String

    /// What stands under a key.
    enum Finding: Hashable {
        case nothing
        case file(FileState)
        case folder
        /// A link, a device, a pipe.
        case other
    }

    /// - Throws: `StoreError` with code `invalid-request` besides.
    init(path: String) throws {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw StoreError(.invalidRequest, "The path of the folder is empty or has a NUL.")
        }
        root = try FileDescriptor.openFolder(atPath: path)
        guard try !root.holdsObjectStore() else {
            throw StoreError(
                .invalidRequest,
                "The folder is that of a store of objects. Open it as such; its files are not plain ones.")
        }
        self.path = FilePaths.resolved(path) ?? path
    }

    /// Whether the path still leads to the folder that was opened.
    func isInPlace() throws -> Bool {
        let own = try root.identity()
        do {
            let found = try FileDescriptor.openFolder(atPath: path).identity()
            return found.device == own.device && found.node == own.node
        } catch let failure as SystemCallError where PlainTree.meansNothing(failure) {
            return false
        }
    }

    /// The file under a key; nil where there is none, or none that counts.
    func open(_ key: ObjectKey) throws -> FileDescriptor? {
        try inFolder(of: key) { folder, name in try folder.openFile(name) } ?? nil
    }

    func finding(under key: ObjectKey) throws -> Finding {
        try inFolder(of: key) { folder, name in try folder.finding(name) } ?? .nothing
    }

    /// False where there was nothing.
    func remove(_ key: ObjectKey) throws -> Bool {
        try inFolder(of: key) { folder, name in
            guard case .file = try folder.finding(name) else { return false }
            return try folder.removeFile(name)
        } ?? false
    }

    /// The folder under a key; the root under nil.
    func folder(_ key: ObjectKey?) throws -> FileDescriptor? {
        guard let key else { return root }
        return try inFolder(of: key) { folder, name in try folder.openFolder(name) } ?? nil
    }

    /// - Returns: nil where something that leads there is missing, a link, or no folder.
    private func inFolder<Result>(of key: ObjectKey, _ body: (FileDescriptor, String) throws -> Result) throws
        -> Result?
    {
        let names = key.rawValue.split(separator: "/").map(String.init)
        guard let name = names.last, !names.contains(where: { $0.hasPrefix(".") }) else { return nil }
        do {
            guard let folder = try root.openFolder(Array(names.dropLast())) else { return nil }
            return try body(folder, name)
        } catch let failure as SystemCallError where Self.meansNothing(failure) {
            return nil
        }
    }

    /// Whether a call failed because there is nothing of the kind: a link where a folder would be, a name that is too
    /// long to be there.
    static func meansNothing(_ failure: SystemCallError) -> Bool {
        [ENOENT, ENOTDIR, ELOOP, ENXIO, ENAMETOOLONG].contains(failure.number)
    }
}

extension FileDescriptor {
    /// What stands under a name in this folder.
    func finding(_ name: String) throws -> PlainTree.Finding {
        var status = stat()
        do {
            _ = try systemCall("fstatat") { fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) }
        } catch let failure as SystemCallError where PlainTree.meansNothing(failure) {
            return .nothing
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file(FileState(status))
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    /// Whether the folder is that of a ``FileObjectStore``, whose files are no plain ones.
    func holdsObjectStore() throws -> Bool {
        guard try finding(FolderTree.privateName) == .folder, let own = try openFolder(FolderTree.privateName) else {
            return false
        }
        if case .file = try own.finding("layout") { return true }
        return false
    }

    /// What no other open file or folder of the machine has.
    func identity() throws -> (device: UInt64, node: UInt64) {
        var status = stat()
        _ = try systemCall("fstat") { fstat(number, &status) }
        return (UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino))
    }
}
