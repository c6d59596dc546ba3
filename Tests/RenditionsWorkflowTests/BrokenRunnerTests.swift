import RenditionsTesting
import RenditionsWorkflow
import Testing

@Suite("The conformance suite finds broken runners")
struct BrokenRunnerTests {
    @Test(arguments: [
        (
            BrokenRunner.Fault.forgetsNames,
            ["start-again-joins", "start-refuses-a-name-with-another-input", "twenty-starts-are-one"]
        ),
        (.joinsOtherInputs, ["start-refuses-a-name-with-another-input"]),
        (.losesEvents, ["events-are-followed-to-the-end", "histories-have-no-gaps"]),
        (.listsOldestFirst, ["lists-newest-first-in-pages"]),
        (.cancelsWhatHasEnded, ["cancel-refuses-what-has-ended"]),
        (.redrivesFromTheStart, ["redrive-refuses-what-succeeded"]),
        (.countsRedrivesLate, ["redrive-is-counted-while-it-runs"]),
        (
            .swallowsErrors,
            [
                "a-failed-branch-cancels-the-others", "failures-name-error-and-cause",
                "thrown-errors-are-named-by-their-type",
            ]
        ),
    ])
    func exactlyTheRightChecksFail(_ fault: BrokenRunner.Fault, _ expected: [String]) async {
        var failed: [String] = []
        for check in WorkflowRunnerCheck.all {
            do {
                try await check { registry, clock in
                    BrokenRunner(base: InProcessRunner(registry: registry, clock: clock), fault: fault)
                }
            } catch {
                failed.append(check.name)
            }
        }
        #expect(failed.sorted() == expected)
    }
}
