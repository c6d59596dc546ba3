internal import Renditions
package import RenditionsFileSystem
internal import RenditionsWorkflow

/// What `process` writes and `list` reads.
package struct OutputFolder: Sendable {
    let path: String
    package let renditions: RenditionFolder
    package let records: SQLiteMetadataStore

    /// Opens the stores, and makes them where they are missing.
    ///
    /// - Throws: `StoreError`, of which any means that the folder can't be used; the message names it.
    package init(creating path: String) throws {
        self.path = path
        do {
            renditions = RenditionFolder(try FileObjectStore(root: path + "/renditions"), path: path + "/renditions")
            records = try Self.openRecords(path + "/records.sqlite")
        } catch let error as StoreError {
            throw Self.explained(error, at: path)
        }
    }

    /// The journal of the workflows, made where it is missing.
    ///
    /// - Throws: `WorkflowError`.
    package func journal() throws -> WorkflowJournal { try Self.openJournal(path + "/workflows.sqlite") }

    private static func openJournal(_ path: String) throws -> WorkflowJournal {
        do {
            return try WorkflowJournal(path: path)
        } catch var error as WorkflowError {
            error.message = "\(path.printable): \(error.message)"
            throw error
        }
    }

    private static func openRecords(_ path: String) throws -> SQLiteMetadataStore {
        do {
            return try SQLiteMetadataStore(path: path)
        } catch var error as StoreError {
            error.message = "\(path.printable): \(error.message)"
            throw error
        }
    }

    /// Where poisoned originals are kept for a replay, made where it is missing.
    ///
    /// - Throws: `StoreError`.
    func quarantine() throws -> FileObjectStore { try FileObjectStore(root: path + "/quarantine") }

    /// Where the server keeps what is uploaded, made where it is missing. The command line's originals are in folders of
    /// their own.
    ///
    /// - Throws: `StoreError`.
    package func originals() throws -> FileObjectStore { try FileObjectStore(root: path + "/originals") }

    /// Where the server keeps what it has to remember, made where it is missing.
    ///
    /// - Throws: `StoreError`.
    package func notes() throws -> FileObjectStore { try FileObjectStore(root: path + "/notes") }

    /// Opens the journal of a folder that `process` or `watch` has written.
    ///
    /// - Throws: `WorkflowError`; ``ToolFailure`` when there is none.
    static func journal(in path: String) throws -> WorkflowJournal {
        guard FilePaths.resolved(path + "/workflows.sqlite") != nil else {
            throw ToolFailure(
                code: "not-found",
                message: "There is no workflows.sqlite in \(path.printable). Was it made by `process` or `watch`?",
                status: .environment)
        }
        return try openJournal(path + "/workflows.sqlite")
    }

    /// Stores tell what failed; who gave the folder wants to know where and why.
    private static func explained(_ error: StoreError, at path: String) -> StoreError {
        for part in [path + "/renditions", path] {
            var place = FilePaths.resolvedAhead(part)
            while FilePaths.kind(of: place) == .nothing, place != "/" { place = FilePaths.folder(of: place) }
            if FilePaths.kind(of: place) == .file {
                return StoreError(
                    .unavailable,
                    "The output folder \(path.printable) can't be used: \(place.printable) is a file, and no folder.",
                    cause: error)
            }
            if FilePaths.kind(of: place) == .folder, !FilePaths.isWritable(place) {
                return StoreError(
                    .permissionDenied,
                    "The output folder \(path.printable) can't be used: \(place.printable) is not writable.",
                    cause: error)
            }
        }
        var error = error
        // What the system said, where it was the system: the path is the user's own.
        let reason = (error.cause as? SystemCallError).map { " (\($0.reason))" } ?? ""
        error.message = "The output folder \(path.printable) can't be used: \(error.message)\(reason)"
        return error
    }

    /// Whether a folder is one that `process` has written, or the store of renditions in it.
    static func lies(at folder: String) -> Bool {
        if FilePaths.kind(of: folder + "/.renditions/layout") == .file { return true }
        guard let head = try? FileReader.head(of: folder + "/records.sqlite", count: 100), head.count == 100 else {
            return false
        }
        // SQLite keeps the number of the application that a file belongs to here, the highest byte first.
        return head.starts(with: "SQLite format 3\0".utf8) && head[68..<72].elementsEqual("RNDT".utf8)
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
        return try openRecords(path + "/records.sqlite")
    }
}
