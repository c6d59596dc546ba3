internal import RenditionsTasks
internal import RenditionsWorkflow

extension ImageAPI {
    /// Waits for the end of an execution as long as the client would, and no longer than is allowed here, or than this
    /// process lasts.
    ///
    /// - Returns: nil when it has not ended by then.
    func outcome(of execution: ExecutionDescription, within prefer: Prefer) async throws -> ExecutionOutcome? {
        if let outcome = execution.outcome { return outcome }
        guard let wanted = prefer.wait, wanted > 0 else { return nil }
        let seconds = min(wanted, configuration.maximumWait)
        return try await withThrowingTaskGroup(of: ExecutionOutcome?.self) { group in
            group.addTask { try await ingestor.runner.outcome(of: execution.identity) }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
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
