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
        var unknown = Self.unknown
        let answer = try await untilConsistent {
            do {
                return try await ask()
            } catch let error as WorkflowError where error.code == .notFound {
                guard fresh.contains(execution, at: timing.now()) else { throw error }
                unknown = error
                return nil
            }
        }
        guard let answer else { throw unknown }
        return answer
    }

    /// Waits until Step Functions tells of an execution that it was redriven, so that its earlier end isn't taken for the new.
    func afterRedrive(_ before: ExecutionDescription) async throws -> ExecutionDescription {
        let known = try await untilConsistent {
            let found = try await describe(before.identity)
            return found.status == .running || found.redrives > before.redrives ? found : nil
        }
        if let known { return known }
        var running = before
        (running.status, running.outcome, running.endedAt) = (.running, nil, nil)
        running.redrives += 1
        return running
    }

    /// Asks until there is an answer, which `ask` gives nil for as long as there is none. Nil when the moment has passed.
    private func untilConsistent<Answer>(_ ask: () async throws -> Answer?) async throws -> Answer? {
        var (pause, waited) = (Duration.milliseconds(50), Duration.zero)
        while true {
            if let answer = try await ask() { return answer }
            guard waited < Self.patience else { return nil }
            waited += min(pause, configuration.pollInterval)
            try await rest(&pause)
        }
    }
}
