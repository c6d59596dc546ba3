import RenditionsTesting
import RenditionsWorkflow
import Testing

@Suite("Conformance of the runner in memory")
struct ConformanceTests {
    @Test(arguments: WorkflowRunnerCheck.all) func conforms(_ check: WorkflowRunnerCheck) async throws {
        try await check { registry, clock in InProcessRunner(registry: registry, clock: clock) }
    }

    @Test func namesAreUnique() {
        let names = WorkflowRunnerCheck.all.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
