import BuiltPrograms
import Foundation
import Testing

/// `.ci/suites-ran`, in a package of two suites.
@Suite struct SuitesRanTests {
    let folder: ScratchFolder
    private let ran = "    <testcase classname=\"ATests.One\" name=\"first()\" time=\"0.1\" />\n"
    private let otherRan = "    <testcase classname=\"ATests.Two\" name=\"second(_:)\" time=\"0.1\" />\n"

    init() throws {
        folder = try ScratchFolder()
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../.ci/suites-ran").standardized
        try folder.write(Data(contentsOf: script), to: ".ci/suites-ran", mode: 0o700)
        try folder.write("@Suite struct One {\n    @Test func first() {}\n}\n".utf8, to: "Tests/ATests/One.swift")
        try folder.write(
            "@Suite(.serialized)\nfinal class Two {\n    @Test func second() {}\n}\n".utf8,
            to: "Tests/ATests/Two.swift")
    }

    private func run(_ cases: String, corpusIsRequired: Bool = false) throws -> ProgramRun {
        let report = "<testsuites>\n  <testsuite>\n\(cases)  </testsuite>\n</testsuites>\n"
        return try ProgramRun(
            [folder(".ci/suites-ran"), try folder.write(report.utf8, to: "report.xml")],
            environment: ["RENDITIONS_REQUIRE_CORPUS": corpusIsRequired ? "1" : nil])
    }

    private func skipped(_ element: String) -> String {
        "    <testcase classname=\"ATests.Two\" name=\"second(_:)\" >\n      \(element)\n    </testcase>\n"
    }

    @Test func isContentWhereAllRan() throws {
        let run = try run(ran + otherRan + otherRan, corpusIsRequired: true)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output == "suites: 2 ran, with 3 tests\n")
    }

    @Test func seesASuiteThatDidNotRun() throws {
        let run = try run(ran)
        #expect(run.status == 1)
        #expect(run.errors == "did not run: ATests.Two\n")
    }

    @Test(arguments: [
        "<skipped />", "<skipped/>", "<skipped></skipped>", "<skipped>strace is missing</skipped>",
        "<skipped>jpgicc or the corpus is missing</skipped>",
    ])
    func seesATestThatWasSkipped(element: String) throws {
        // Also one beside others of its suite that ran.
        for cases in [ran + skipped(element), ran + otherRan + skipped(element)] {
            let run = try run(cases)
            #expect(run.status == 1)
            #expect(run.errors.contains("SKIPPED ATests.Two: "))
        }
    }

    @Test func forgivesAMissingCorpusUnlessItIsRequired() throws {
        let cases = ran + skipped("<skipped>no corpus: put it there</skipped>")
        #expect(try run(cases).status == 0)
        let required = try run(cases, corpusIsRequired: true)
        #expect(required.status == 1)
        #expect(required.errors.contains("SKIPPED ATests.Two: no corpus: put it there"))
    }

    @Test func isNotContentWithAnEmptyReport() throws {
        #expect(try run("").status == 1)
    }
}
