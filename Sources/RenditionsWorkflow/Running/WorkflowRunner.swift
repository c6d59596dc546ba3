/// Carries out workflows. Every runner gives the same results and the same history for the same document, input and
/// answers of tasks; `WorkflowRunnerCheck` in RenditionsTesting holds them to it.
public protocol WorkflowRunner: Sendable {
    /// Begins an execution, or joins the one that has the name and the input already.
    ///
    /// - Throws: ``WorkflowError`` with codes `invalid-request` (no such name may be), `unregistered-task`,
    ///   `payload-too-large`, `name-taken` (there is one of this name with another input), `unavailable`.
    func start(_ request: StartRequest) async throws -> ExecutionDescription

    /// - Throws: ``WorkflowError`` with code `not-found`.
    func describe(_ execution: ExecutionIdentity) async throws -> ExecutionDescription

    /// Waits for the end of an execution.
    ///
    /// - Throws: ``WorkflowError`` with code `not-found`, or `unavailable` when the runner is shut down meanwhile;
    ///   `CancellationError` when the caller is cancelled, which does not touch the execution.
    func outcome(of execution: ExecutionIdentity) async throws -> ExecutionOutcome

    /// What has happened so far, in order.
    ///
    /// - Throws: ``WorkflowError`` with code `not-found`.
    func history(of execution: ExecutionIdentity) async throws -> [HistoryEvent]

    /// What has happened so far and what happens from now on, in order, up to the execution's end. Letting the iterator go
    /// does not touch the execution.
    ///
    /// - Throws: ``WorkflowError`` with code `not-found`.
    func events(of execution: ExecutionIdentity) async throws -> WorkflowEvents

    /// Executions, those begun last first.
    ///
    /// - Throws: ``WorkflowError`` with code `invalid-request` when the cursor is none of this runner's.
    func page(_ request: ExecutionListRequest) async throws -> ExecutionPage

    /// Ends an execution. Tasks that run are cancelled, and their results count for nothing.
    ///
    /// - Throws: ``WorkflowError`` with codes `not-found`, `wrong-state` (it has ended).
    func cancel(_ execution: ExecutionIdentity, error: String?, cause: String?) async throws

    /// Has an execution that did not succeed go on from the states that failed.
    ///
    /// - Throws: ``WorkflowError`` with codes `not-found`, `wrong-state` (it runs or has succeeded).
    func redrive(_ execution: ExecutionIdentity) async throws -> ExecutionDescription
}
