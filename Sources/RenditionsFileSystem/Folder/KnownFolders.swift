internal import Synchronization

/// The folders whose names are known to be on the medium, so that not every write waits for every folder above it.
///
/// Valid for one epoch: ``FolderTree/sweep(olderThan:)`` starts a new one, in any process, before it removes a folder.
final class KnownFolders: Sendable {
    /// Beyond this many the list starts anew, to bound what it takes of memory.
    private static let limit = 10_000

    private let state = Mutex<(epoch: UInt64, paths: Set<String>)>((0, []))

    func contains(_ path: String, epoch: UInt64) -> Bool {
        state.withLock { $0.epoch == epoch && $0.paths.contains(path) }
    }

    func insert(_ path: String, epoch: UInt64) {
        state.withLock { state in
            if state.epoch != epoch || state.paths.count >= Self.limit { state = (epoch, []) }
            state.paths.insert(path)
        }
    }
}
