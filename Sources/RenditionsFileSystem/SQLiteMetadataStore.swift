internal import GRDB
public import Renditions

/// Records in an SQLite database, one file with its write-ahead log beside it. Any number of processes on one machine
/// may use it at once.
public struct SQLiteMetadataStore: MetadataStore {
    private let pool: DatabasePool

    /// Opens a database, and makes it where it is missing. Waits for the disk, and brings a database of an older
    /// version up to date.
    ///
    /// - Parameter path: of the database's file; its folder must be there.
    /// - Throws: `StoreError` with codes `corrupt` (the file is not a database), `incompatible` (a newer version or
    ///   another application made it), `permission-denied`, `storage-full`, `unavailable`. A file that is refused is
    ///   left as it was.
    public init(path: String, configuration: Configuration = Configuration()) throws {
        guard SQLiteFile.isFile(path) else {
            throw StoreError(.invalidRequest, "The path of the records' database is not that of a file.")
        }
        do {
            try RecordDatabase.check(path: path)
            pool = try RecordDatabase.open(path: path, configuration: configuration)
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    public func record(_ id: AssetID) async throws -> Revised<AssetRecord>? {
        try await translatingErrors {
            let row = try await pool.read { db in
                try RecordRow.fetchOne(
                    db, sql: "SELECT revision, document FROM record WHERE id = ?", arguments: [id.rawValue])
            }
            return try row?.record
        }
    }

    public func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        let columns = try RecordColumns(record)
        return try await translatingErrors {
            try await pool.write { db in
                try condition.check(against: Self.revision(of: record.id, in: db))
                let revision = try Self.nextRevision(in: db)
                try columns.write(revision: revision, in: db)
                return Revision(String(revision))
            }
        }
    }

    public func delete(_ id: AssetID, if condition: WriteCondition) async throws {
        try await translatingErrors {
            try await pool.write { db in
                try condition.check(against: Self.revision(of: id, in: db))
                try RecordColumns.delete(id, in: db)
            }
        }
    }

    public func page(_ request: RecordRequest) async throws -> RecordPage {
        try request.validate()
        let query = try RecordQuery(request)
        return try await translatingErrors {
            let rows = try await pool.read { db in
                try RecordRow.fetchAll(db, sql: query.sql, arguments: query.arguments)
            }
            let records = try rows.prefix(request.limit).map { try $0.record }
            let isLast = rows.count <= request.limit
            return RecordPage(
                records: records,
                next: isLast ? nil : records.last.map { RecordCursor($0.value).text(order: request.order) })
        }
    }

    /// How SQLite goes about a request, one line for each step; for tests that hold the indexes to their purpose.
    package func queryPlan(of request: RecordRequest) async throws -> [String] {
        let query = try RecordQuery(request)
        return try await pool.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + query.sql, arguments: query.arguments)
                .map { $0["detail"] }
        }
    }

    /// The value of a pragma of the connection that writes; for tests.
    package func pragma(_ name: String) async throws -> String? {
        try await pool.write { db in try String.fetchOne(db, sql: "PRAGMA " + name) }
    }

    private static func revision(of id: AssetID, in db: Database) throws -> Revision? {
        try Int64.fetchOne(db, sql: "SELECT revision FROM record WHERE id = ?", arguments: [id.rawValue])
            .map { Revision(String($0)) }
    }

    private static func nextRevision(in db: Database) throws -> Int64 {
        guard let next = try Int64.fetchOne(db, sql: "UPDATE revision SET last = last + 1 RETURNING last") else {
            throw StoreError(.corrupt, "The database has lost its count of revisions.")
        }
        return next
    }

    private func translatingErrors<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }
}
