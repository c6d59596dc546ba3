internal import AWSClient
internal import RenditionsWorkflow

/// Descriptions and histories of Step Functions are consistent only after a moment.
extension StepFunctionsRunner {
    /// How long that moment may last.
    private static let patience = Duration.seconds(10)

    /// Asks again as long as Step Functions may not know yet what was just started here. What others have started, or nobody,
    /// is told at once.
    func whenKnown<Result>(
        _ execution: ExecutionIdentity, _ ask: () async throws -> Result
    ) async throws -> Result {
        var (pause, waited) = (Duration.milliseconds(50), Duration.zero)
        while true {
            do {
                return try await ask()
            } catch let error as WorkflowError where error.code == .notFound {
                guard waited < Self.patience, fresh.contains(execution, at: timing.now()) else { throw error }
            }
            waited += min(pause, configuration.pollInterval)
            try await rest(&pause)
        }
    }

    /// Waits until Step Functions tells of an execution that it was redriven, so that its earlier end isn't taken for the new.
    func afterRedrive(_ before: ExecutionDescription) async throws -> ExecutionDescription {
        var (pause, waited) = (Duration.milliseconds(50), Duration.zero)
        while waited < Self.patience {
            let found = try await describe(before.identity)
            if found.status == .running || found.redrives > before.redrives { return found }
            waited += min(pause, configuration.pollInterval)
            try await rest(&pause)
        }
        var running = before
        (running.status, running.outcome, running.endedAt) = (.running, nil, nil)
        running.redrives += 1
        return running
    }
}
