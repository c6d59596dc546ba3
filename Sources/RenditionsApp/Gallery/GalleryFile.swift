internal import NIOCore
internal import Renditions
internal import RenditionsFileSystem

/// The file of `--gallery`. Looked at before any work, because what would be lost by writing it can't be brought back, and
/// what can't be written should not be found out after an hour.
struct GalleryFile {
    /// As it was given.
    private let path: String
    /// Where it is written.
    private let target: String

    /// What a page of ours has near its start.
    static let mark = #"<meta name="generator" content="Renditions">"#
    /// Bytes in which the mark must be found.
    private static let headLength = 2048

    /// - Throws: ``ToolFailure`` when something that is no gallery would be replaced; `StoreError` with code `not-found`
    ///   or `permission-denied` when nothing can be written there.
    init(_ path: String, inputs: [String], recipe: String, out: String) throws {
        self.path = path
        target = FilePaths.resolvedAhead(path)
        let out = FilePaths.resolvedAhead(out)
        if let input = inputs.first(where: { FilePaths.resolved($0).map { FilePaths.lies(target, in: $0) } ?? false }) {
            throw refusal("lies among the originals of \(input.printable)")
        }
        if FilePaths.resolved(recipe) == target { throw refusal("is the recipe") }
        if FilePaths.lies(target, in: out + "/renditions") { throw refusal("lies among the renditions") }
        if ["", "-wal", "-shm", "-journal"].contains(where: { target == out + "/records.sqlite" + $0 }) {
            throw refusal("is the database of records")
        }
        switch FilePaths.kind(of: target) {
        case .nothing: break
        case .folder: throw refusal("is a folder")
        case .other: throw refusal("is not a plain file")
        case .file:
            guard Self.isGallery(target) else { throw refusal("is there already and is no gallery") }
        }
        if path.hasSuffix("/") { throw refusal("is a folder") }
        try checkFolder(out: out)
    }

    /// Writes the page whole or not at all.
    ///
    /// - Throws: `StoreError`.
    func write(_ page: String) throws { try FileWriter.write(ByteBuffer(string: page), to: target) }

    /// The output folder is made later where it is missing.
    private func checkFolder(out: String) throws {
        let folder = FilePaths.folder(of: target)
        switch FilePaths.kind(of: folder) {
        case .folder:
            guard FilePaths.isWritable(folder) else {
                throw StoreError(
                    .permissionDenied, "The gallery can't be written: the folder \(folder.printable) is not writable.")
            }
        case .nothing where folder == out: break
        case .nothing, .file, .other:
            throw StoreError(
                .notFound, "The gallery can't be written: there is no folder \(folder.printable). Make it first.")
        }
    }

    private func refusal(_ reason: String) -> ToolFailure {
        .usage("--gallery \(path.printable) \(reason), and would be replaced. Name another file.")
    }

    private static func isGallery(_ path: String) -> Bool {
        guard let head = try? FileReader.head(of: path, count: headLength) else { return false }
        let text = String(decoding: head, as: UTF8.self)
        return text.hasPrefix("<!doctype html>") && text.contains(mark)
    }
}
