public import RenditionsWorkflow

/// A runner that works only while a service of it runs, together with that service. The service ends with the last
/// reference.
///
/// ```swift
/// let runner = DurableRunner(journal: journal, registry: registry)
/// let served = ServedRunner(runner) { try await runner.run() }
/// ```
public final class ServedRunner: WorkflowRunner {
    private let runner: any WorkflowRunner
    private let service: Task<Void, any Error>

    /// Begins the service.
    public init(_ runner: any WorkflowRunner, service: @escaping @Sendable () async throws -> Void) {
        self.runner = runner
        self.service = Task { try await service() }
    }

    deinit { service.cancel() }

    /// Cancels the service and waits for its end.
    ///
    /// - Throws: what the service throws, but for `CancellationError`.
    public func end() async throws {
        service.cancel()
        do { try await service.value } catch is CancellationError {}
    }

    public func start(_ request: StartRequest) async throws -> ExecutionDescription { try await runner.start(request) }

    public func describe(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        try await runner.describe(execution)
    }

    public func outcome(of execution: ExecutionIdentity) async throws -> ExecutionOutcome {
        try await runner.outcome(of: execution)
    }

    public func history(of execution: ExecutionIdentity) async throws -> [HistoryEvent] {
        try await runner.history(of: execution)
    }

    public func events(of execution: ExecutionIdentity) async throws -> WorkflowEvents {
        try await runner.events(of: execution)
    }

    public func page(_ request: ExecutionListRequest) async throws -> ExecutionPage { try await runner.page(request) }

    public func cancel(_ execution: ExecutionIdentity, error: String?, cause: String?) async throws {
        try await runner.cancel(execution, error: error, cause: cause)
    }

    public func redrive(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        try await runner.redrive(execution)
    }
}
