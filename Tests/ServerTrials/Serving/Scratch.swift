internal import Foundation

/// The folder of one trial: what the server keeps, the recipe, and what the server said.
package struct Scratch: Sendable {
    package let root: String

    /// Of each recipe's rendition what it is called and how its file begins.
    static let renditions: [(name: String, type: String, start: [UInt8])] = [
        ("large", "image/jpeg", [0xFF, 0xD8, 0xFF]), ("small", "image/webp", Array("RIFF".utf8)),
        ("square", "image/png", [0x89, 0x50, 0x4E, 0x47]),
    ]

    private static let recipe = """
        name: trials
        renditions:
        - {name: large, operations: [{resize: {width: 400}}], encoding: jpeg}
        - {name: small, operations: [{resize: {width: 120}}], encoding: webp}
        - {name: square, operations: [{resize: {width: 64, height: 64, fit: cover}}], encoding: png}
        """

    package init(root: String) { self.root = root }

    package static func temporary(_ name: String) -> Scratch {
        Scratch(root: FileManager.default.temporaryDirectory.appending(path: "\(name)-\(UUID().uuidString)").path)
    }

    var data: String { root + "/data" }
    var recipePath: String { root + "/recipe.yaml" }
    var logPath: String { root + "/server.log" }

    /// - Throws: where the folder can't be made.
    package func make() throws {
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        try Data(Self.recipe.utf8).write(to: URL(filePath: recipePath))
    }

    /// Adds to what servers have said, for somebody who looks into what went wrong.
    func note(_ lines: [String]) {
        let before = FileManager.default.contents(atPath: logPath) ?? Data()
        try? (before + Data(lines.map { $0 + "\n" }.joined().utf8)).write(to: URL(filePath: logPath))
    }

    package func remove() throws { try FileManager.default.removeItem(atPath: root) }

    /// Files that the server keeps in one of its stores: each is an object.
    func objects(in store: String) throws -> Int {
        let start = URL(filePath: data + "/" + store)
        guard let files = FileManager.default.enumerator(at: start, includingPropertiesForKeys: [.isRegularFileKey])
        else { return 0 }
        var count = 0
        for case let file as URL in files {
            if file.lastPathComponent == ".renditions" {
                files.skipDescendants()
            } else if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
                count += 1
            }
        }
        return count
    }

    /// What is being written to the stores, or was left there by writes that did not come to an end.
    var temporaryFiles: [String] {
        ["originals", "renditions", "notes"].flatMap { store in
            (try? FileManager.default.contentsOfDirectory(atPath: "\(data)/\(store)/.renditions/temporary")) ?? []
        }
    }
}
