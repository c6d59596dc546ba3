internal import GRDB
internal import Synchronization

/// Whether somebody has written to a database, of this process or another one.
final class ForeignWrites: Sendable {
    /// A connection of its own: SQLite tells each one what others have committed since it looked last, and the one that
    /// writes would be asked only when all else is written.
    private let queue: DatabaseQueue
    private let last = Mutex<Int?>(nil)

    /// - Throws: `DatabaseError`.
    init(path: String) throws { queue = try DatabaseQueue(path: path) }

    /// - Returns: whether somebody has written since the last look; true when that can't be told.
    func look() async -> Bool {
        let version = try? await queue.read { db in try Int.fetchOne(db, sql: "PRAGMA data_version") }
        guard let version else { return true }
        return last.withLock { last in
            defer { last = version }
            return last != version
        }
    }
}
