import Foundation
import Testing

/// What stands in the documents must work.
@Suite struct DocumentTests {
    private static let page: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return (try? String(contentsOf: root.appending(path: "Docs/CommandLine.md"), encoding: .utf8)) ?? ""
    }()

    /// The blocks of code of a language.
    private static func blocks(_ language: String) -> [String] {
        page.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
    }

    @Test(arguments: ["yaml", "json"]) func recipesOfTheManualAreValid(_ language: String) async throws {
        let blocks = Self.blocks(language)
        #expect(!blocks.isEmpty)
        let folder = try TemporaryFolder()
        for block in blocks {
            let run = await CommandRun("recipe", "validate", try folder.write(block, to: "recipe.\(language)"))
            #expect(run.status == 0, "\(run.errors)")
        }
    }

    @Test func theManualNamesEveryCommand() async {
        let help = await CommandRun("--help")
        let commands = ["process", "render", "inspect", "plan", "recipe", "list", "doctor"]
        for command in commands {
            #expect(help.output.contains("\n  \(command) "))
            #expect(Self.page.contains("| `renditions \(command)"))
        }
    }
}
