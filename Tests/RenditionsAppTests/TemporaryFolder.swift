import Foundation

/// A folder that goes when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "renditions-app-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of something in this folder.
    func callAsFunction(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try write(Data(text.utf8), to: name)
    }

    @discardableResult
    func write(_ data: Data, to name: String) throws -> String {
        let file = self(name)
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try data.write(to: URL(filePath: file))
        return file
    }

    func read(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: self(name))) }

    func contains(_ name: String) -> Bool { FileManager.default.fileExists(atPath: self(name)) }

    /// The names of all plain files below a folder, with their paths.
    func files(below name: String) -> [String] {
        let folder = self(name)
        return (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []).filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }

    /// The names of the images that `process` has stored in `out`.
    var renditions: [String] {
        files(below: "out/renditions").filter { $0.hasSuffix(".jpg") || $0.hasSuffix(".webp") }
    }

    /// What the store in `out` has begun to write and not ended.
    func temporaries() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self("out/renditions/.renditions/temporary"))
    }

    func setMode(_ mode: Int, of name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: self(name))
    }

    /// Six small pictures in `photos`, and a recipe of two small renditions in `small.yaml`.
    static func withPhotographs() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let run = await CommandRun("samples", folder("photos"), "--longest", "240")
        guard run.status == 0 else { throw CocoaError(.fileNoSuchFile) }
        try folder.write(smallRecipe, to: "small.yaml")
        return folder
    }

    static let smallRecipe = """
        name: small
        renditions:
          - name: w64
            operations:
              - resize: {width: 64}
            encoding: webp
          - name: w32
            operations:
              - resize: {width: 32}
            encoding: {jpeg: {quality: 70}}
            animation: first-frame
        analysis: [blurHash, thumbHash, palette, perceptualHash]
        """
}
