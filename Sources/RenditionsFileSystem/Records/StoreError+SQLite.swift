internal import GRDB
internal import Renditions

extension StoreError {
    /// What a failure of SQLite means to the caller of a store.
    init(_ failure: DatabaseError) {
        switch failure.resultCode {
        case .SQLITE_FULL:
            self.init(.storageFull, "The disk of the records' database is full.", cause: failure)
        case .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
            self.init(.permissionDenied, "The process may not write to the records' database.", cause: failure)
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            self.init(
                .corrupt, "The file of the records' database is damaged or is not a database. Restore it from a copy.",
                cause: failure)
        case .SQLITE_TOOBIG:
            self.init(.tooLarge, "The record is larger than SQLite can keep.", cause: failure)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.unavailable, "Another process is writing to the records' database.", cause: failure)
        case .SQLITE_CANTOPEN:
            self.init(
                .unavailable, "The records' database can't be opened. Its folder must exist and be writable.",
                cause: failure)
        default:
            self.init(.unavailable, "The records' database could not do what the store asked for.", cause: failure)
        }
    }

    /// Why a file is no database that this version may touch.
    ///
    /// - Parameter owner: whose database it was to be, in the genitive.
    init(_ refusal: SQLiteFile.Refusal, of owner: String) {
        switch refusal {
        case .noDatabase:
            self.init(.corrupt, "The file is not a database. Choose another path, or restore it from a copy.")
        case .anotherApplication:
            self.init(.incompatible, "The file is the database of another application. Choose another path.")
        case .newerVersion:
            self.init(
                .incompatible,
                "A newer version of this library has changed the \(owner) database. Use that version, or restore the "
                    + "copy that was made before.")
        }
    }
}
