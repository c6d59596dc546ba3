internal import Renditions
internal import RenditionsFileSystem

/// A folder of originals that commands work on by their keys.
enum OriginalsFolder {
    /// - Throws: `StoreError`, whose message names the folder.
    static func store(_ folder: String, maximumBytes: Int) throws -> PlainFolderStore {
        do {
            return try PlainFolderStore(
                root: folder, configuration: PlainFolderStore.Configuration(maximumBytes: maximumBytes))
        } catch var error as StoreError {
            error.message = "The folder of originals \(folder.printable) can't be used: \(error.message)"
            throw error
        }
    }

    /// Results among the originals would be taken for originals.
    ///
    /// - Throws: ``ToolFailure``.
    static func check(_ folder: String, against out: String) throws {
        do {
            let identity = try StoreIdentity.folder(atPath: folder)
            _ = try IngestRoute(
                originals: StorePlace(identity),
                renditions: StorePlace(try StoreIdentity.folder(atPath: out + "/renditions")),
                others: [StorePlace(try StoreIdentity.folder(atPath: out))])
        } catch is IngestError {
            throw ToolFailure.usage(
                "The output folder \(out.printable) and the originals \(folder.printable) overlap: renditions would be "
                    + "taken for originals. Choose a folder beside them.")
        }
    }
}
