internal import Foundation
internal import GRDB
internal import Renditions

/// What a watcher has told of each file, on disk: what lets it go on after a restart where it was.
final class WatchBook: Sendable {
    /// What was told of a file: this state, and that it was acknowledged; or nil for something that was not.
    typealias Told = [ObjectKey: FileState?]

    private let queue: DatabaseQueue

    /// "RNDW", so that `file` and this library tell the database from another application's.
    private static let applicationID: Int32 = 0x524E_4457

    /// - Throws: `StoreError`, as ``FolderWatcher/init(root:state:configuration:)``.
    init(path: String, folder: String) throws {
        do {
            try SQLiteFile.check(path: path, applicationID: Self.applicationID, migrator: Self.migrator)
            var settings = GRDB.Configuration()
            settings.journalMode = .wal
            settings.busyMode = .timeout(10)
            queue = try DatabaseQueue(path: path, configuration: settings)
            try Self.prepare(queue, folder)
        } catch let refusal as SQLiteFile.Refusal {
            throw StoreError(refusal, of: "watcher's")
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    private static func prepare(_ queue: DatabaseQueue, _ folder: String) throws {
        // The loss of power may take the last acknowledgements, and then their events come again; it leaves nothing torn.
        try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = NORMAL") }
        try migrator.migrate(queue)
        try queue.write { db in
            let known = try Data.fetchOne(db, sql: "SELECT path FROM folder")
            if let known, known != TextBytes.of(folder) {
                // Taken for this folder's, it would tell that all of the other's files were removed.
                throw StoreError(
                    .incompatible,
                    "The watcher's database is of another folder. Give each watched folder one of its own.")
            }
            if known == nil {
                try db.execute(sql: "INSERT INTO folder VALUES (?)", arguments: [TextBytes.of(folder)])
            }
        }
    }

    func load() async throws -> Told {
        try await translatingErrors {
            try await queue.read { db in
                var told: Told = [:]
                let rows = try Row.fetchCursor(db, sql: "SELECT key, node, size, modified, changed FROM file")
                while let row = try rows.next() {
                    let bytes: Data = row["key"]
                    guard let text = String(validating: bytes, as: UTF8.self), let key = try? ObjectKey(text) else {
                        throw StoreError(
                            .corrupt, "The watcher's database has a key that is none. Remove the database.")
                    }
                    let size: Int? = row["size"]
                    let state = size.map { size in
                        FileState(
                            node: UInt64(bitPattern: row["node"] as Int64? ?? 0), size: size,
                            modified: row["modified"] ?? 0, changed: row["changed"] ?? 0)
                    }
                    told.updateValue(state, forKey: key)
                }
                return told
            }
        }
    }

    /// Takes note of what is about to be told, before it is: whoever hears of a file and ends without acknowledging it
    /// hears of it again, also when the file has gone meanwhile.
    func willTell(_ deliveries: [FolderDelivery]) async throws {
        try await translatingErrors {
            try await queue.write { db in
                let statement = try db.makeStatement(
                    sql: """
                        INSERT INTO file (key, delivery) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET
                        delivery = excluded.delivery, node = NULL, size = NULL, modified = NULL, changed = NULL
                        """)
                for delivery in deliveries {
                    let key = TextBytes.of(delivery.event.key.rawValue)
                    try statement.execute(arguments: [key, delivery.number])
                }
            }
        }
    }

    /// What is acknowledged late, when more was told of the file, changes nothing.
    func acknowledge(_ key: ObjectKey, number: Int64, state: FileState?) async throws {
        try await translatingErrors {
            try await queue.write { db in
                let key = TextBytes.of(key.rawValue)
                guard let state else {
                    try db.execute(sql: "DELETE FROM file WHERE key = ? AND delivery = ?", arguments: [key, number])
                    return
                }
                try db.execute(
                    sql: """
                        UPDATE file SET node = ?, size = ?, modified = ?, changed = ? WHERE key = ? AND delivery = ?
                        """,
                    arguments: [
                        Int64(bitPattern: state.node), state.size, state.modified, state.changed, key, number,
                    ])
            }
        }
    }

    /// A migration is never changed once it was released; its name is a contract.
    private static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(
                sql: """
                    -- One row: the folder that is watched.
                    CREATE TABLE folder (path BLOB NOT NULL);
                    -- What was told of each file last. The four numbers are there when it was acknowledged.
                    CREATE TABLE file (
                        key BLOB PRIMARY KEY NOT NULL,  -- UTF-8
                        delivery INTEGER NOT NULL,
                        node INTEGER, size INTEGER,
                        modified INTEGER, changed INTEGER  -- nanoseconds since 1970
                    ) WITHOUT ROWID;
                    """)
        }
        return migrator
    }()

    private func translatingErrors<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }
}
