internal import Renditions

/// Tells what happens to the files of a folder: added, replaced, removed, while it watches and while it did not.
///
/// ```swift
/// let watcher = try FolderWatcher(root: "photos", state: "state/photos.sqlite")
/// for try await delivery in watcher.events() {
///     try await handle(delivery.event)
///     try await delivery.acknowledge()
/// }
/// ```
///
/// - A file that is written gives an event when its writer closes it, one that is moved here at once. What is found
///   without having been closed or moved (at the start, in folders that are new, under a name that was linked to it) is
///   waited for until its size and times have stood still for ``Configuration/settleTime``. A new file that its writer
///   leaves alone for so long is told then as well, as far as it has come, and once more when it is closed.
/// - Events come at least once. What was not acknowledged comes again after a restart; what changed while nobody watched
///   gives its events at the start.
/// - A renamed file is removed under its old key and created under its new one.
/// - Symbolic links are never followed. Passed over are names that start with a dot, names of files that are still being
///   written by their common endings (`.part`, `.tmp`, `.crdownload`, `~` and the like), and folders that hold a
///   ``FileObjectStore``.
///
/// On Linux the system tells of changes. Elsewhere, and where it can't, the folder is read anew every
/// ``Configuration/scanInterval``. Changes that other machines make to a network's file system are told by nobody: switch
/// ``Configuration/usesSystemEvents`` off for those.
public struct FolderWatcher: Sendable {
    private let tree: PlainTree
    private let book: WatchBook
    private let threads: BlockingThreads
    private let configuration: Configuration

    /// Opens the folder and the watcher's own database, which is made where it is missing. Waits for the disk.
    ///
    /// - Parameters:
    ///   - root: the folder, which must be there.
    ///   - state: path of the database, in which one watcher of one folder keeps what it has told. It may lie in the
    ///     watched folder only under a name that starts with a dot.
    /// - Throws: `StoreError` with codes `invalid-request`, `not-found`, `permission-denied`, `corrupt`, `incompatible`
    ///   (the database is of another folder or application, or of a newer version), `storage-full`, `unavailable`.
    public init(root: String, state: String, configuration: Configuration = Configuration()) throws {
        tree = try PlainTree(folderAt: root)
        let place = FilePaths.resolvedAhead(state)
        let isHidden = place.dropFirst(tree.path.count).split(separator: "/").contains { $0.hasPrefix(".") }
        if FilePaths.lies(place, in: tree.path), !isHidden {
            throw StoreError(
                .invalidRequest,
                "The watcher's database lies in the watched folder, and would be an original. Put it elsewhere.")
        }
        book = try WatchBook(path: place, folder: tree.path)
        threads = try BlockingThreads(count: 1)
        self.configuration = configuration
    }

    /// The events from now on, those that were missed first. For one reader at a time; each asks for events anew.
    ///
    /// The sequence ends with an error when the folder itself goes, when the database fails, or when its task is cancelled.
    public func events() -> FolderEvents {
        let (tree, book, threads, configuration) = (tree, book, threads, configuration)
        return FolderEvents {
            WatchRun(tree: tree, book: book, threads: threads, configuration: configuration) {
                try Self.changes(of: tree.path)
            }
        }
    }

    /// Events as some source of changes gives occasion to; for tests.
    package func events(following changes: (any FolderChanges)?) -> FolderEvents {
        let (tree, book, threads, configuration) = (tree, book, threads, configuration)
        return FolderEvents {
            WatchRun(tree: tree, book: book, threads: threads, configuration: configuration) { changes }
        }
    }

    /// - Throws: ``SystemCallError``.
    private static func changes(of path: String) throws -> (any FolderChanges)? {
        #if os(Linux)
        try Inotify(root: path)
        #else
        nil
        #endif
    }
}
