internal import Foundation
internal import GRDB

/// What the databases of this library have in common: how a file is looked at before it is written to, and opened.
enum SQLiteFile {
    /// Why a file must be left as it is.
    enum Refusal: Error {
        case noDatabase
        case anotherApplication
        case newerVersion
    }

    /// How often whoever waits for another process's write tries again. SQLite's own way is to try ever more seldom, up to
    /// ten times a second, and then hardly ever at a moment when a busy process lets go.
    static let retryInterval = Duration.microseconds(500)

    /// Whether a path is one under which SQLite keeps a file; others are databases that go when they are closed.
    static func isFile(_ path: String) -> Bool { !path.isEmpty && path != ":memory:" && !path.utf8.contains(0) }

    /// Looks at a database without changing a byte of it. A file that is not there yet is fine.
    ///
    /// - Throws: ``Refusal``; `DatabaseError`.
    static func check(path: String, applicationID: Int32, migrator: DatabaseMigrator) throws {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return }
        // SQLite takes a file of a byte or two for an empty database. The least that it writes is a page of 512 bytes.
        if let size = attributes[.size] as? NSNumber, (1..<512).contains(size.intValue) { throw Refusal.noDatabase }
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        try queue.read { db in
            // The list of migrations is made before the first of them, in a transaction of its own; another process may
            // be about to go on, or may have been killed there.
            let tables =
                try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'") ?? 0
            let owner = try Int32.fetchOne(db, sql: "PRAGMA application_id")
            guard tables == 0 || owner == applicationID else { throw Refusal.anotherApplication }
            guard try !migrator.hasBeenSuperseded(db) else { throw Refusal.newerVersion }
        }
    }

    /// Opens a database, makes it where it is missing, and brings one of an older version up to date.
    static func open(
        path: String, durability: Durability, busyTimeout: Duration, readers: Int, migrator: DatabaseMigrator,
        prepare: @escaping @Sendable (Database) throws -> Void = { _ in }
    ) throws -> DatabasePool {
        var settings = GRDB.Configuration()
        let tries = Int(busyTimeout / retryInterval)
        settings.busyMode = .callback { count in
            guard count < tries else { return false }
            sleep(retryInterval)
            return true
        }
        settings.maximumReaderCount = max(1, readers)
        settings.prepareDatabase(prepare)
        // SQLite would let everybody read a file that it makes; the log beside it takes the mode over. Where this fails,
        // the file is there, or SQLite says what is wrong.
        let url = URL(fileURLWithPath: path)
        _ = try? FileDescriptor.openFolder(atPath: url.deletingLastPathComponent().path).makeFile(url.lastPathComponent)
        let pool = try openPool(path: path, settings, patience: busyTimeout)
        // Only now, because opening the pool sets it to NORMAL, with which the loss of power takes the last commits.
        let synchronous = durability == .full ? "FULL" : "OFF"
        try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = \(synchronous)") }
        try migrate(pool, migrator)
        return pool
    }

    /// Blocks the thread, which must be one of SQLite's own.
    static func sleep(_ time: Duration) { Thread.sleep(forTimeInterval: time / .seconds(1)) }

    private static func openPool(
        path: String, _ settings: GRDB.Configuration, patience: Duration
    ) throws -> DatabasePool {
        let end = ContinuousClock.now + patience
        while true {
            do {
                return try DatabasePool(path: path, configuration: settings)
            } catch let failure as DatabaseError where failure.resultCode == .SQLITE_BUSY && ContinuousClock.now < end {
                // SQLite waits for locks, but not for that with which it changes a new file over to write-ahead logging:
                // of two processes that do so at once, one is refused there and then.
                sleep(.milliseconds(10))
            }
        }
    }

    private static func migrate(_ pool: DatabasePool, _ migrator: DatabaseMigrator) throws {
        while true {
            let before = try pool.read(migrator.appliedIdentifiers)
            do {
                return try migrator.migrate(pool)
            } catch let failure as DatabaseError {
                // Each migration is a transaction, but what there is to do is looked up before it begins: where another
                // process has done it meanwhile, doing it again fails and changes nothing.
                guard try pool.read(migrator.appliedIdentifiers) != before else { throw failure }
            }
        }
    }
}
