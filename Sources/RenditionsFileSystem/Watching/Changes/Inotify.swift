#if os(Linux)
internal import Dispatch
internal import Glibc
internal import Renditions

/// The changes of a folder as Linux tells them; inotify(7) says what it tells.
///
/// Nobody waits in a call to the system: the descriptor never blocks, and a dispatch source says when it has something.
final class Inotify: FolderChanges {
    private let root: String
    private let watches: InotifyWatches
    private let hints: HintBuffer
    /// After it was started, only cancelled, which any thread may do.
    private nonisolated(unsafe) let source: any DispatchSourceRead

    /// - Throws: ``SystemCallError``, such as for a user who has too many of these.
    init(root: String) throws {
        let flags = Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)
        let descriptor = FileDescriptor(number: try systemCall("inotify_init1") { inotify_init1(flags) })
        let watches = InotifyWatches(descriptor)
        let hints = HintBuffer()
        (self.root, self.watches, self.hints) = (root, watches, hints)
        let source = DispatchSource.makeReadSource(
            fileDescriptor: descriptor.number, queue: DispatchQueue(label: "renditions.inotify"))
        source.setEventHandler { hints.append(watches.drain()) }
        // The descriptor must stay open until the source has let go of it.
        source.setCancelHandler { withExtendedLifetime(descriptor) {} }
        source.resume()
        self.source = source
    }

    deinit { source.cancel() }

    func watch(_ folder: FolderPlace) throws {
        try watches.add(folder, path: folder.key.map { root + "/" + $0.rawValue } ?? root)
    }

    func forget(_ folder: FolderPlace) { watches.remove(folder) }

    func next() async -> [FolderHint] { await hints.next() }
}
#endif
