internal import GRDB
internal import RenditionsWorkflow

extension WorkflowError {
    /// What a failure of SQLite means to the caller of a journal.
    init(_ failure: DatabaseError) {
        switch failure.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            self.init(
                .corrupt,
                "The file of the workflows' journal is damaged or is not a database. Restore it from a copy, or move it "
                    + "away to begin with an empty one.", cause: failure)
        case .SQLITE_FULL:
            self.init(.unavailable, "The disk of the workflows' journal is full. Free some space.", cause: failure)
        case .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
            self.init(
                .unavailable, "The process may not write to the workflows' journal. Check the file's owner and mode.",
                cause: failure)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.unavailable, "Another process is writing to the workflows' journal.", cause: failure)
        case .SQLITE_CANTOPEN:
            self.init(
                .unavailable, "The workflows' journal can't be opened. Its folder must exist and be writable.",
                cause: failure)
        default:
            self.init(.unavailable, "The workflows' journal could not do what was asked for.", cause: failure)
        }
    }

    /// Why a file is no journal that this version may touch.
    init(_ refusal: SQLiteFile.Refusal) {
        switch refusal {
        case .noDatabase:
            self.init(.corrupt, "The file is not a database. Choose another path, or restore it from a copy.")
        case .anotherApplication:
            self.init(
                .incompatible, "The file is a database of something else than workflows. Choose another path.")
        case .newerVersion:
            self.init(
                .incompatible,
                "A newer version of this library has changed the workflows' journal. Use that version, or restore the "
                    + "copy that was made before.")
        }
    }
}
