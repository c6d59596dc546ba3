import Foundation
import RenditionsTesting
import Testing

/// What the random choices of a run of tests follow from: another number each time, so that many runs try much, unless
/// the environment variable `RENDITIONS_SEED` names one, so that a failure comes again.
enum TestSeed {
    static let value: UInt64 =
        ProcessInfo.processInfo.environment["RENDITIONS_SEED"].flatMap { UInt64($0) } ?? .random(in: 1...0xFFFF_FFFF)

    static var generator: SeededRandom { SeededRandom(seed: value) }
}

extension Trait where Self == IssueHandlingTrait {
    /// Every failure of the test says which seed it had.
    static var showsSeed: Self {
        .compactMapIssues { issue in
            var issue = issue
            issue.comments.append("Comes again with RENDITIONS_SEED=\(TestSeed.value)")
            return issue
        }
    }
}
