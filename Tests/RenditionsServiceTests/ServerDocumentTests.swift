import Foundation
import HTTPTypes
import RenditionsAPI
import RenditionsService
import Testing

/// The tables of the pages on the server and the API say what the code says.
///
/// `UPDATE_GOLDEN=1 swift test --filter ServerDocumentTests` writes them anew.
@Suite struct ServerDocumentTests {
    @Test func theTableOfSettingsIsTrue() throws {
        let rows = Setting.all.map { setting in
            "| `\(setting.key)` | \(setting.accepted) | \(setting.standard.map { "`\($0)`" } ?? "") | "
                + setting.help + (setting.isSecret ? " Secret." : "") + " |"
        }
        try expect("settings", on: "Server.md", titles: ["key", "value", "default", "what it is"], rows)
    }

    @Test func theTableOfProblemsIsTrue() throws {
        let rows = Problem.Code.allCases.map { "| `\($0.rawValue)` | \($0.status.code) | \($0.title) |" }
        try expect("problems", on: "API.md", titles: ["code", "status", "title"], rows)
    }

    @Test func theTableOfFailuresIsTrue() throws {
        try expect(
            "failures", on: "API.md", titles: ["code", "detail"],
            FailureWords.all.map { "| `\($0.code)` | \($0.words) |" })
    }

    @Test func theTableOfRoutesIsTrue() throws {
        let page = try String(contentsOf: Self.page("API.md"), encoding: .utf8)
        var rows: [String] = []
        for route in APIRoute.allCases {
            let title = "\(route.method.rawValue) \(route.path)"
            // Each has a section.
            #expect(page.contains("\n### \(title)\n"))
            let anchor = title.lowercased().replacing(" ", with: "-")
                .filter { $0.isLetter || $0.isNumber || $0 == "-" }
            rows.append("| [`\(title)`](#\(anchor)) | \(route.scope.map { "`\($0.rawValue)`" } ?? "none") |")
        }
        try expect("routes", on: "API.md", titles: ["request", "scope"], rows)
    }

    private static func page(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Docs/\(name)")
    }

    /// Compares what stands between `<!-- name -->` and `<!-- /name -->`.
    private func expect(_ name: String, on page: String, titles: [String], _ rows: [String]) throws {
        let file = Self.page(page)
        let text = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(text.firstRange(of: "<!-- \(name) -->\n")).upperBound
        let end = try #require(text.firstRange(of: "<!-- /\(name) -->")).lowerBound
        let head = ["| \(titles.joined(separator: " | ")) |", "|\(String(repeating: " --- |", count: titles.count))"]
        let table = (head + rows).joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try Data((text[..<start] + table + text[end...]).utf8).write(to: file)
        }
        #expect(text[start..<end] == table, "Docs/\(page)")
    }
}
