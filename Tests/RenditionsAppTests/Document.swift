import Foundation

/// A page of the documentation.
struct Document {
    var file: URL
    var text: String

    var name: String { file.lastPathComponent }

    /// - Parameter name: of a page in `Docs`.
    init(_ name: String) throws { try self.init(Self.folder.appending(path: name)) }

    init(_ file: URL) throws {
        self.file = file
        text = try String(contentsOf: file, encoding: .utf8)
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let folder = root.appending(path: "Docs")

    /// Every page: the README, CONTRIBUTING, and what is below `Docs`.
    static var all: [Document] {
        get throws {
            let below = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
            return try ["README.md", "CONTRIBUTING.md"].map { try Document(root.appending(path: $0)) }
                + below.filter { $0.hasSuffix(".md") }.map { try Document(folder.appending(path: $0)) }
        }
    }

    /// The blocks of code of a language.
    func blocks(_ language: String) -> [String] {
        text.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
    }

    /// The headings of a level, outside of blocks of code.
    func headings(_ level: Int) -> [String] {
        let start = String(repeating: "#", count: level) + " "
        return proseLines.filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
    }

    /// What links may name after `#`.
    var anchors: Set<String> {
        Set(
            (1...4).flatMap(headings).map { heading in
                String(
                    heading.lowercased().map { $0 == " " ? "-" : $0 }.filter { $0.isLetter || $0.isNumber || $0 == "-" }
                )
            })
    }

    /// What stands between a heading of the third level and the next heading of that level or above.
    func section(_ heading: String) -> String? {
        guard let start = text.range(of: "\n### \(heading)\n") else { return nil }
        let rest = text[start.upperBound...]
        let end = ["\n### ", "\n## "].compactMap { rest.range(of: $0)?.lowerBound }.min() ?? rest.endIndex
        return String(rest[..<end])
    }

    private var proseLines: [Substring] {
        var inCode = false
        return text.split(separator: "\n").filter { line in
            if line.hasPrefix("```") { inCode.toggle() }
            return !inCode
        }
    }
}
