import CorpusFiles
import RenditionsWorkflow
import StatesComparison
import Synchronization
import Testing

/// Whether an interpreter that is not ours comes to the same. `make states-deps` brings it; where it is missing the suite is
/// skipped, unless `RENDITIONS_REQUIRE_ALL` is set: then its absence is a failure.
@Suite(
    "An independent interpreter",
    .enabled(if: ForeignInterpreter.isThere || Requirement.all, "there is no other interpreter: make states-deps"),
    // One that never answers must not hold everything up.
    .timeLimit(.minutes(10)))
struct StatesComparisonTests {
    @Test func agreesOnTheSamples() async throws {
        let trials = try StatesTrial.samples()
        let results = try await ForeignInterpreter.run { try await StatesComparison(with: $0).faults(of: trials) }
        #expect(results.count == trials.count)
        for (trial, faults) in results {
            print(faults.isEmpty ? "agree\(trial.known.isEmpty ? "" : " but for what is known")" : "differ", trial.name)
            #expect(faults == [], "\(trial.name)")
        }
    }

    /// A comparison that could not fail would say nothing: here each side has tasks of its own.
    @Test func findsWhatDiffers() async throws {
        let isSecond = Mutex(false)
        let trial = try StatesTrial(
            "unlike tasks", WorkflowTests.Guarded(), input: Order(id: "a", items: [], total: 1)
        ) {
            let fails = isSecond.withLock { isSecond in
                defer { isSecond = true }
                return isSecond
            }
            return try .samples(chargeFailures: fails ? 9 : 0)
        }
        let faults = try await ForeignInterpreter.run { try await StatesComparison(with: $0).faults(of: trial) }
        for aspect in ["output", "entered", "calls"] {
            #expect(faults.contains { $0.hasPrefix("\(aspect):") }, "\(aspect)")
        }
    }

    @Test func knownDifferencesThatAreNoneAreFaults() async throws {
        let known = KnownDifference(.cause, "no reason at all")
        let trial = try StatesTrial(
            "agreeing", WorkflowTests.Guarded(), input: Order(id: "a", items: [], total: 1), known: [known]
        ) { try .samples() }
        let faults = try await ForeignInterpreter.run { try await StatesComparison(with: $0).faults(of: trial) }
        #expect(faults.count == 1)
        #expect(faults.first?.contains("no reason at all") == true)
    }
}
