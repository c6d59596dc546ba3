#if os(Linux)
internal import Glibc
internal import Renditions
internal import Synchronization

/// The folders that an inotify descriptor watches, and what it says of them.
final class InotifyWatches: Sendable {
    private struct Folders {
        var places: [Int32: FolderPlace] = [:]
        var numbers: [FolderPlace: Int32] = [:]
    }

    private let descriptor: FileDescriptor
    /// Held while the system is asked to watch, so that nothing is read of a watch whose folder is not known yet.
    private let folders = Mutex(Folders())

    private static let mask =
        IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF

    init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

    /// - Throws: ``SystemCallError``.
    func add(_ folder: FolderPlace, path: String) throws {
        // Hints only tell where to look, so that a link that is put here at the wrong moment does no harm.
        let flags = IN_ONLYDIR | IN_EXCL_UNLINK | (folder == .root ? 0 : IN_DONT_FOLLOW)
        let mask = UInt32(truncatingIfNeeded: Self.mask | flags)
        try folders.withLock { folders in
            let number = try systemCall("inotify_add_watch") { inotify_add_watch(descriptor.number, path, mask) }
            // A folder that was moved keeps its number.
            if let old = folders.places[number], old != folder { folders.numbers[old] = nil }
            // Another folder of this name was watched, and is elsewhere now.
            if let stale = folders.numbers[folder], stale != number {
                folders.places[stale] = nil
                _ = inotify_rm_watch(descriptor.number, stale)
            }
            folders.places[number] = folder
            folders.numbers[folder] = number
        }
    }

    func remove(_ folder: FolderPlace) {
        folders.withLock { folders in
            for (place, number) in folders.numbers where place.lies(in: folder) {
                folders.numbers[place] = nil
                folders.places[number] = nil
                // Fails for a folder that has gone, and its watch with it.
                _ = inotify_rm_watch(descriptor.number, number)
            }
        }
    }

    /// Reads what there is to read, without waiting.
    func drain() -> [FolderHint] {
        var hints: [FolderHint] = []
        withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 8) { memory in
            while true {
                let count = read(descriptor.number, memory.baseAddress, memory.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                hints += InotifyRecord.all(in: UnsafeRawBufferPointer(rebasing: memory[..<count])).compactMap(hint)
            }
        }
        return hints
    }

    private func hint(_ record: InotifyRecord) -> FolderHint? {
        if record.has(IN_Q_OVERFLOW) { return .lost }
        let folder = folders.withLock { folders in
            let place = folders.places[record.watch]
            if record.has(IN_IGNORED), let place {
                folders.places[record.watch] = nil
                folders.numbers[place] = nil
            }
            return place
        }
        // Nothing is known of a folder that is no longer watched: what happens to it is told by the one around it.
        guard let folder else { return nil }
        if record.has(IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT) { return folder == .root ? .rootGone : nil }
        if record.hasUnusableName { return .unusable(path: folder.path(of: "\u{FFFD}")) }
        guard let name = record.name, !name.hasPrefix(".") else { return nil }
        let isFolder = record.has(IN_ISDIR)
        if !isFolder, PassedOver.contains(name) { return nil }
        guard let key = try? ObjectKey(folder.path(of: name)) else { return .unusable(path: folder.path(of: name)) }
        if isFolder {
            let place = FolderPlace(key: key)
            return record.has(IN_CREATE | IN_MOVED_TO) ? .folderAppeared(place) : .folderGone(place)
        }
        if record.has(IN_CLOSE_WRITE | IN_MOVED_TO) { return .whole(key) }
        return record.has(IN_CREATE) ? .appeared(key) : .gone(key)
    }
}
#endif
