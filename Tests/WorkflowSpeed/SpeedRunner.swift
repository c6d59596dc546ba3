import RenditionsFileSystem
import RenditionsWorkflow

/// The ways in which executions are carried out here.
enum SpeedRunner: String, CaseIterable {
    case inProcess = "InProcessRunner"
    case durable = "DurableRunner"

    /// Makes a runner, works with it and removes what it has kept.
    func with<Result: Sendable>(
        _ registry: TaskRegistry, _ body: @Sendable (any WorkflowRunner) async throws -> Result
    ) async throws -> Result {
        switch self {
        case .inProcess: return try await body(InProcessRunner(registry: registry))
        case .durable:
            let folder = try SpeedFolder()
            let journal = try WorkflowJournal(path: folder.path + "/workflows.sqlite")
            return try await Self.serve(DurableRunner(journal: journal, registry: registry), body)
        }
    }

    /// Runs the service for as long as the work takes.
    static func serve<Result: Sendable>(
        _ runner: DurableRunner, _ body: @Sendable (any WorkflowRunner) async throws -> Result
    ) async throws -> Result {
        async let service: Void = runner.run()
        let result: Result
        do {
            result = try await body(runner)
        } catch {
            await runner.shutdown()
            throw error
        }
        await runner.shutdown()
        try await service
        return result
    }
}
