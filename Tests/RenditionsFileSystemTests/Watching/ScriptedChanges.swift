import Renditions
import RenditionsFileSystem
import Synchronization

/// Changes as a test tells them.
final class ScriptedChanges: FolderChanges {
    let hints: HintBuffer
    private let failures: Mutex<[FolderPlace: SystemCallError]>

    /// - Parameter failures: what watching a folder fails with.
    init(failures: [FolderPlace: SystemCallError] = [:], limit: Int = 1000) {
        hints = HintBuffer(limit: limit)
        self.failures = Mutex(failures)
    }

    func mend() { failures.withLock { $0 = [:] } }

    func watch(_ folder: FolderPlace) throws {
        if let failure = failures.withLock({ $0[folder] }) { throw failure }
    }

    func forget(_ folder: FolderPlace) {}

    func next() async -> [FolderHint] { await hints.next() }
}
