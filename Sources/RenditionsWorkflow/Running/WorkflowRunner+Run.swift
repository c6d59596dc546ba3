extension WorkflowRunner {
    /// Begins an execution and waits for its end.
    ///
    /// - Returns: the output.
    /// - Throws: as ``start(_:)`` and ``outcome(of:)``; ``WorkflowError`` with code `execution-failed` when the execution
    ///   does not succeed, whose cause is the ``StateFailure``.
    public func run(_ request: StartRequest) async throws -> JSONValue {
        let description = try await start(request)
        let name = description.identity.name
        switch try await outcome(of: description.identity) {
        case .succeeded(let output): return output
        case .failed(let error, let cause):
            throw WorkflowError(
                .executionFailed, "The execution \(name) failed: \(error ?? "no error name").",
                cause: StateFailure(error: error, cause: cause))
        case .aborted(let error, let cause):
            throw WorkflowError(
                .executionFailed, "The execution \(name) was cancelled.",
                cause: StateFailure(error: error, cause: cause))
        case .timedOut:
            throw WorkflowError(
                .executionFailed, "The execution \(name) ran longer than it may.",
                cause: StateFailure(error: ErrorName.timeout, cause: nil))
        }
    }

    /// Every execution that a request finds, those begun last first.
    public func executions(_ request: ExecutionListRequest = ExecutionListRequest()) async throws
        -> [ExecutionDescription]
    {
        var request = request
        var found: [ExecutionDescription] = []
        repeat {
            let page = try await page(request)
            found += page.executions
            request.cursor = page.next
        } while request.cursor != nil
        return found
    }
}
