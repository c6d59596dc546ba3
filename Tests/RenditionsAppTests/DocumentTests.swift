import Foundation
import Renditions
import Testing

/// What stands in the documents must work.
@Suite struct DocumentTests {
    @Test(arguments: ["yaml", "json"]) func recipesOfTheManualAreValid(_ language: String) async throws {
        let blocks = try Document("CommandLine.md").blocks(language)
        #expect(!blocks.isEmpty)
        let folder = try TemporaryFolder()
        for block in blocks {
            let run = await CommandRun("recipe", "validate", try folder.write(block, to: "recipe.\(language)"))
            #expect(run.status == 0, "\(run.errors)")
        }
    }

    @Test func theManualNamesEveryCommand() async throws {
        let help = await CommandRun("--help")
        let page = try Document("CommandLine.md").text
        let commands = ["process", "render", "inspect", "plan", "recipe", "list", "doctor"]
        for command in commands {
            #expect(help.output.contains("\n  \(command) "))
            #expect(page.contains("| `renditions \(command)"))
        }
    }

    /// `make pictures` writes the tables anew.
    @Test func everyOperationIsInTheReference() async throws {
        let page = try Document("Operations.md")
        for name in OperationRegistry.standard.names { try await expectEntry(name.rawValue, on: page) }
        #expect(page.headings(3).count == OperationRegistry.standard.names.count)
    }

    @Test func everyEncodingIsInTheReference() async throws {
        let page = try Document("Encodings.md")
        let encodings: [Encoding] = [
            .jpeg(), .png(), .webp(), .avif(), .heic(), .tiff(), .gif(), .jpegxl(), .raw,
        ]
        for encoding in encodings {
            if encoding != .raw { try await expectEntry(encoding.name, on: page) }
            let row =
                "| [`\(encoding.name)`](#\(encoding.name)) | `\(encoding.fileExtension)` | `\(encoding.mediaType)` |"
            let line = try #require(page.text.split(separator: "\n").first { $0.hasPrefix(row) })
            #expect(line.hasSuffix(" | \(grouped(encoding.maximumSide)) |"))
            #expect(line.contains(" | \(encoding.isAnimatable ? "yes" : "no") | "))
            #expect(line.contains("| put on white |") == !encoding.holdsAlpha)
        }
    }

    @Test func everyPolicyIsInTheReference() throws {
        let page = try Document("Encodings.md").text
        let words =
            MetadataPolicy.allCases.map(\.rawValue) + ColorProfilePolicy.allCases.map(\.rawValue)
            + AnimationPolicy.allCases.map(\.rawValue)
        for word in words { #expect(page.contains("| `\(word)` | `.")) }
    }

    @Test func everyChoiceIsShown() throws {
        let page = try Document("Operations.md").text
        let names =
            Resize.Fit.allCases.map { "resize-\($0.rawValue)" } + Kernel.allCases.map { "kernel-\($0.rawValue)" }
            + PaddingFill.allCases.map { "pad-\($0.rawValue)" } + BlendMode.allCases.map { "blend-\($0.rawValue)" }
        for name in names { #expect(page.contains("(Pictures/\(name).webp)")) }
    }

    @Test func picturesAreThereAndSmall() throws {
        let page = try Document("Operations.md").text
        let shown = Set(page.matches(of: /\(Pictures\/([^)]+)\)/).map { String($0.1) })
        let folder = Document.folder.appending(path: "Pictures")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".webp") }
        #expect(Set(files) == shown)
        var total = 0
        for file in files {
            let bytes = try Data(contentsOf: folder.appending(path: file)).count
            #expect(bytes <= 15_000, "\(file)")
            total += bytes
        }
        #expect(total < 1_000_000)
    }

    /// Links between pages lead to files and headings that are there.
    @Test func linksLeadSomewhere() throws {
        for page in try Document.all {
            for match in page.text.matches(of: /\]\(([^)\s]+)\)/) where !match.1.hasPrefix("https:") {
                let parts = match.1.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let target =
                    parts[0].isEmpty ? page.file : page.file.deletingLastPathComponent().appending(path: parts[0])
                #expect(FileManager.default.fileExists(atPath: target.path), "\(page.name): \(match.1)")
                guard parts.count == 2, target.pathExtension == "md" else { continue }
                #expect(try Document(target).anchors.contains(String(parts[1])), "\(page.name): \(match.1)")
            }
        }
    }

    /// The section of an operation or an encoding holds its table, as the tool prints it, and both of its forms.
    private func expectEntry(_ name: String, on page: Document) async throws {
        let section = try #require(page.section(name), "\(page.name) has no section \(name)")
        let run = await CommandRun("recipe", "operations", name, "--markdown")
        let table = run.output.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
        #expect(section.contains(table.joined(separator: "\n")), "\(page.name): \(name). Run `make pictures`.")
        #expect(section.contains("```json\n") && section.contains("```swift\n"))
    }

    private func grouped(_ number: Int) -> String {
        var digits = String(number)
        for place in stride(from: digits.count - 3, to: 0, by: -3) {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
        }
        return digits
    }
}
