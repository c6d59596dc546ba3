internal import RenditionsTasks
internal import RenditionsWorkflow
internal import Timers

extension ImageAPI {
    /// Waits for the end of an execution as long as the client would, and no longer than is allowed here, or than this
    /// process lasts.
    ///
    /// - Returns: nil when it has not ended by then, or when as many clients wait already as may.
    func outcome(of execution: ExecutionDescription, within prefer: Prefer) async throws -> ExecutionOutcome? {
        try await outcome(of: execution, until: waitingEnds(prefer))
    }

    /// How long the client waits, in seconds: no longer than is allowed here; nil where it has not asked for that.
    func wait(of prefer: Prefer) -> Int? { prefer.wait.map { min($0, configuration.maximumWait) } }

    /// When that is over if it begins now.
    func waitingEnds(_ prefer: Prefer) -> ContinuousClock.Instant { .now + .seconds(wait(of: prefer) ?? 0) }

    /// What of a preference is heeded, as `Preference-Applied` says it (RFC 7240, section 3).
    func appliedPreference(_ prefer: Prefer) -> String? { wait(of: prefer).map { "wait=\($0)" } }

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
                try await TimerClock().sleep(until: deadline)
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
