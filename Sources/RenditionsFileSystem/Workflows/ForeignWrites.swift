internal import GRDB
internal import Synchronization

/// Whether other processes, or other connections of this one, have written to a database.
final class ForeignWrites: Sendable {
    private let pool: DatabasePool
    private let last = Mutex<Int?>(nil)

    init(_ pool: DatabasePool) { self.pool = pool }

    /// - Returns: whether somebody has written since the last look; true when that can't be told.
    func look() async -> Bool {
        // Counts what other connections than the asking one have committed.
        let version = try? await pool.writeWithoutTransaction { db in try Int.fetchOne(db, sql: "PRAGMA data_version") }
        guard let version else { return true }
        return last.withLock { last in
            defer { last = version }
            return last != version
        }
    }
}
