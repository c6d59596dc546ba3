internal import GRDB
internal import Renditions

/// The database of a ``SQLiteMetadataStore``: how it is opened, and what is in it.
enum RecordDatabase {
    /// "RNDT", so that `file` and this library tell the database from another application's.
    static let applicationID: Int32 = 0x524E_4454

    /// Looks at a database without changing a byte of it.
    ///
    /// - Throws: `StoreError` with codes `corrupt`, `incompatible`; `DatabaseError`.
    static func check(path: String) throws {
        do {
            try SQLiteFile.check(path: path, applicationID: applicationID, migrator: migrator)
        } catch let refusal as SQLiteFile.Refusal {
            throw StoreError(refusal, of: "records'")
        }
    }

    static func open(path: String, configuration: SQLiteMetadataStore.Configuration) throws -> DatabasePool {
        try SQLiteFile.open(
            path: path, durability: configuration.durability, busyTimeout: configuration.busyTimeout,
            readers: configuration.maximumReaderCount, migrator: migrator
        ) { db in db.add(function: hamming) }
    }

    /// How many bits differ between two perceptual hashes; NULL where there is none.
    private static let hamming = DatabaseFunction("hamming", argumentCount: 2, pure: true) { values in
        guard let left = Int64.fromDatabaseValue(values[0]), let right = Int64.fromDatabaseValue(values[1])
        else { return nil }
        return (left ^ right).nonzeroBitCount
    }

    /// A migration is never changed once it was released; its name is a contract.
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: firstSchema)
        }
        return migrator
    }()

    /// The columns beside `document` repeat what is in it, to be searched. Each index ends with what a listing sorts by,
    /// so that a page is read and not sorted.
    private static let firstSchema = """
        CREATE TABLE record (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            revision INTEGER NOT NULL,
            state TEXT NOT NULL,
            updated INTEGER NOT NULL,      -- milliseconds since 1970
            perceptual_hash INTEGER,       -- the 64 bits, as a signed number
            document TEXT NOT NULL         -- JSON
        );
        CREATE INDEX record_by_time ON record (updated, id);
        CREATE INDEX record_by_state ON record (state, id);
        CREATE INDEX record_by_state_and_time ON record (state, updated, id);

        -- Names and values are UTF-8.
        CREATE TABLE attribute (
            name BLOB NOT NULL,
            value BLOB NOT NULL,
            id TEXT NOT NULL,
            updated INTEGER NOT NULL,
            PRIMARY KEY (name, value, id)
        ) WITHOUT ROWID;
        CREATE INDEX attribute_by_time ON attribute (name, value, updated, id);
        CREATE INDEX attribute_by_id ON attribute (id);

        -- The eight bytes of each perceptual hash: 256 times the place, plus the byte.
        CREATE TABLE hash_byte (
            byte INTEGER NOT NULL,
            id TEXT NOT NULL,
            PRIMARY KEY (byte, id)
        ) WITHOUT ROWID;
        CREATE INDEX hash_byte_by_id ON hash_byte (id);

        -- One row. Counts up with every write, so that a revision never comes back.
        CREATE TABLE revision (last INTEGER NOT NULL);
        INSERT INTO revision VALUES (0);
        """
}
