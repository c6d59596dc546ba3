internal import RenditionsTasks
internal import RenditionsWorkflow

extension ImageAPI {
    /// Waits for the end of an execution as long as the client would, and no longer than is allowed here, or than this
    /// process lasts.
    ///
    /// - Returns: nil when it has not ended by then, or when as many clients wait already as may.
    func outcome(of execution: ExecutionDescription, within prefer: Prefer) async throws -> ExecutionOutcome? {
        let seconds = min(prefer.wait ?? 0, configuration.maximumWait)
        return try await outcome(of: execution, until: .now + .seconds(seconds))
    }

    /// The same up to an instant.
    func outcome(
        of execution: ExecutionDescription, until deadline: ContinuousClock.Instant
    ) async throws -> ExecutionOutcome? {
        if let outcome = execution.outcome { return outcome }
        guard deadline > .now, state.followers.enter(maximum: configuration.maximumFollowers) else { return nil }
        defer { state.followers.leave() }
        return try await withThrowingTaskGroup(of: ExecutionOutcome?.self) { group in
            group.addTask { try await ingestor.runner.outcome(of: execution.identity) }
            group.addTask {
                try await Task.sleep(until: deadline, clock: .continuous)
                return nil
            }
            group.addTask {
                await state.drain.wait()
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }
}
