internal import CorpusFiles
internal import Foundation

/// The files of a folder that are put to the test, in the order of their names.
struct ImageFolder: Sendable {
    let path: String
    /// Below ``path``.
    let files: [String]

    struct Missing: Error, CustomStringConvertible {
        var path: String

        var description: String { "\(path) is no folder, or has no files" }
    }

    /// Takes what `renditions process` takes of a folder: plain files to the bottom, and nothing that starts with a dot.
    /// Manifests and notes are no images.
    init(_ path: String) throws {
        // The tool names files by the folder's path, and leaves out the slash behind it.
        let path = path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path
        self.path = path
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        files =
            names.filter { name in
                let parts = name.split(separator: "/")
                if parts.contains(where: { $0.hasPrefix(".") }) || Self.notes.contains(String(parts.last ?? "")) {
                    return false
                }
                let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/" + name)
                return attributes?[.type] as? FileAttributeType == .typeRegular
            }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard !files.isEmpty else { throw Missing(path: path) }
    }

    private static let notes: Set<String> = [Manifest.name, "README.md", "README.txt", "README"]
}
