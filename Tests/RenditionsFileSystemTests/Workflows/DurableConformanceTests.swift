import RenditionsFileSystem
import RenditionsTesting
import RenditionsWorkflow
import Testing

@Suite("Conformance of the durable runner", .timeLimit(.minutes(5)))
struct DurableConformanceTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: WorkflowRunnerCheck.all) func conforms(_ check: WorkflowRunnerCheck) async throws {
        try await check { registry, clock in
            let journal = try WorkflowJournal(
                path: folder.path("workflows.sqlite"), configuration: .init(durability: .none), clock: clock)
            let runner = DurableRunner(journal: journal, registry: registry)
            return ServedRunner(runner) { try await runner.run() }
        }
    }
}
