internal import Renditions
internal import RenditionsFileSystem

/// What `process` writes and `list` reads.
struct OutputFolder {
    var renditions: FileObjectStore
    var records: SQLiteMetadataStore

    /// Opens the stores, and makes them where they are missing.
    ///
    /// - Throws: `StoreError`, of which any means that the folder can't be used.
    init(creating path: String) throws {
        renditions = try FileObjectStore(root: path + "/renditions")
        records = try SQLiteMetadataStore(path: path + "/records.sqlite")
    }

    /// Opens the records of a folder that `process` has written.
    ///
    /// - Throws: `StoreError`; ``ToolFailure`` when there are none.
    static func records(in path: String) throws -> SQLiteMetadataStore {
        guard FilePaths.resolved(path + "/records.sqlite") != nil else {
            throw ToolFailure(
                code: "not-found",
                message: "There is no records.sqlite in \(path.printable). Was it made by `process`?",
                status: .environment)
        }
        return try SQLiteMetadataStore(path: path + "/records.sqlite")
    }
}
