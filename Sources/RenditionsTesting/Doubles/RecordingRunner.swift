public import RenditionsWorkflow
import Synchronization

/// A runner that remembers what was asked of it.
public final class RecordingRunner: WorkflowRunner {
    private let runner: any WorkflowRunner
    private let recorded = Mutex<Set<RunnerUse>>([])

    public init(_ runner: any WorkflowRunner) { self.runner = runner }

    /// What was asked of it so far, as parts of a program declare it.
    public var uses: Set<RunnerUse> { recorded.withLock { $0 } }

    public func start(_ request: StartRequest) async throws -> ExecutionDescription {
        record(.start)
        return try await runner.start(request)
    }

    public func describe(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        record(.describe)
        return try await runner.describe(execution)
    }

    public func outcome(of execution: ExecutionIdentity) async throws -> ExecutionOutcome {
        record(.describe)
        return try await runner.outcome(of: execution)
    }

    public func history(of execution: ExecutionIdentity) async throws -> [HistoryEvent] {
        record(.history)
        return try await runner.history(of: execution)
    }

    public func events(of execution: ExecutionIdentity) async throws -> WorkflowEvents {
        record(.history)
        return try await runner.events(of: execution)
    }

    public func page(_ request: ExecutionListRequest) async throws -> ExecutionPage {
        record(.list)
        return try await runner.page(request)
    }

    public func cancel(_ execution: ExecutionIdentity, error: String?, cause: String?) async throws {
        record(.cancel)
        try await runner.cancel(execution, error: error, cause: cause)
    }

    public func redrive(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        record(.redrive)
        return try await runner.redrive(execution)
    }

    private func record(_ use: RunnerUse) { recorded.withLock { _ = $0.insert(use) } }
}
