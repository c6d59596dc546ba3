import ASLCases
import RenditionsWorkflow
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Documents with what AWS made of them, in the folder that is shared beside the repository. Where that is missing the
/// suite is skipped, unless `RENDITIONS_REQUIRE_CORPUS` is set: then its absence is a failure.
@Suite("Recorded cases of the States Language")
struct ASLCaseTests {
    static let folder: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        // Tests/RenditionsWorkflowTests/<this file>, then the repository's folder itself.
        parts.removeLast(4)
        return parts.joined(separator: "/") + "/shared/asl"
    }()

    private static let exists = FileManager.default.fileExists(atPath: folder)
    private static let isRequired = ProcessInfo.processInfo.environment["RENDITIONS_REQUIRE_CORPUS"] != nil

    @Test func isThereWhereItIsRequired() { #expect(Self.exists || !Self.isRequired, "There is no \(Self.folder).") }

    @Test(.enabled(if: exists, "the corpus ../shared/asl is not there"), arguments: ASLTrial.all)
    func comeToWhatWasRecorded(_ trial: ASLTrial) async throws {
        let cases = try ASLCaseFolder.cases(in: Self.folder)
        #expect(!cases.isEmpty)
        var report = ASLReport()
        for each in cases { report.add(await trial.judge(each), for: each) }
        print("\(trial.name):\n\(report.text)")
        #expect(report.failures.isEmpty)
        #expect(report.total.passed > 0)
        // Nothing is refused but for what is known to be lacking.
        let known = ["JSONata", "Variables", "service", "variable", "token", "activity"]
        #expect(report.reasons.keys.allSatisfy { reason in known.contains { reason.contains($0) } })
    }
}
