internal import NIOCore
internal import Renditions

#if canImport(Darwin)
internal import Darwin
#else
internal import Glibc
#endif

/// The folder of a store: the objects from the root down, and `.renditions` with what the store needs for itself.
///
/// Every method blocks, and throws `StoreError` or ``SystemCallError``.
final class FolderTree: Sendable {
    /// No key's name starts with a dot, so that nothing of this is ever taken for an object.
    static let privateName = ".renditions"
    /// The version of the layout of folders and names.
    static let layoutVersion = 1

    let root: FileDescriptor
    let temporary: FileDescriptor
    let locks: FileDescriptor
    let isDurable: Bool
    let known = KnownFolders()

    init(path: String, isDurable: Bool) throws {
        self.isDurable = isDurable
        try Self.makeFolders(atPath: path)
        root = try FileDescriptor.openFolder(atPath: path)
        let own = try Self.folder(Self.privateName, in: root)
        temporary = try Self.folder("temporary", in: own)
        locks = try Self.folder("locks", in: own)
        try checkLayout(in: own)
        if isDurable { for folder in [own, root] { try folder.synchronize() } }
    }

    /// The object's file under a key, or nil.
    func open(_ key: ObjectKey) throws -> ObjectFile? {
        let path = KeyCodec.path(for: key)
        guard let folder = try root.openFolder(path.folders) else { return nil }
        return try open(key, named: path.file, in: folder)
    }

    func open(_ key: ObjectKey, named name: String, in folder: FileDescriptor) throws -> ObjectFile? {
        guard let descriptor = try folder.openFile(name) else { return nil }
        let file = try ObjectFile(descriptor)
        guard file.metadata.key == key else {
            throw StoreError(.corrupt, "The object's file belongs to another key: it was moved or copied by hand.")
        }
        return file
    }

    private static func folder(_ name: String, in parent: FileDescriptor) throws -> FileDescriptor {
        _ = try parent.makeFolder(name)
        guard let folder = try parent.openFolder(name) else { throw SystemCallError(call: "openat", number: ENOENT) }
        return folder
    }

    /// Makes the folder of the store and those above it that are missing. Names of new folders are on the medium when
    /// this returns.
    private static func makeFolders(atPath path: String) throws {
        var names = path.split(separator: "/").map(String.init)
        guard let name = names.popLast() else { return }
        let parent = (path.hasPrefix("/") ? "/" : "./") + names.joined(separator: "/")
        if mkdir(parent + "/" + name, 0o750) != 0 {
            guard errno == ENOENT else { return }
            try makeFolders(atPath: parent)
            // Where this fails, opening the folder says why.
            _ = mkdir(parent + "/" + name, 0o750)
        }
        try FileDescriptor.openFolder(atPath: parent).synchronize()
    }

    /// Refuses a folder that a newer version laid out; marks one that is new.
    private func checkLayout(in own: FileDescriptor) throws {
        if try own.openFile("layout") == nil {
            let upload = try makeUpload()
            defer { discard(upload) }
            try Array("\(Self.layoutVersion)\n".utf8).withUnsafeBytes { try upload.file.write($0) }
            if isDurable { try upload.file.synchronize() }
            // Where another process was faster, its mark is read below.
            _ = try temporary.link(upload.name, as: "layout", in: own)
        }
        let text = try own.openFile("layout").map { String(buffer: try $0.read(16, at: 0)) } ?? ""
        guard text.hasSuffix("\n"), let version = Int(text.dropLast()) else {
            throw StoreError(.corrupt, "The file .renditions/layout in the store's folder is damaged.")
        }
        guard version <= Self.layoutVersion else {
            throw StoreError(
                .incompatible,
                "The store's folder has layout \(version); this library knows up to \(Self.layoutVersion). Use a newer "
                    + "release of it.")
        }
    }
}

extension FileDescriptor {
    /// The folder at the end of these names, or nil where one is missing.
    func openFolder(_ names: [String]) throws -> FileDescriptor? {
        var folder = self
        for name in names {
            guard let next = try folder.openFolder(name) else { return nil }
            folder = next
        }
        return folder
    }
}
