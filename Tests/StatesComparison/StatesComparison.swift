internal import RenditionsWorkflow

/// Carries trials out with our runner in memory and with an interpreter that is not ours, and compares what comes of them.
package struct StatesComparison: Sendable {
    private let interpreter: ForeignInterpreter

    package init(with interpreter: ForeignInterpreter) { self.interpreter = interpreter }

    /// What both did otherwise and should not have, and known differences that were not there; empty where they agree.
    ///
    /// - Throws: ``StatesFault`` where they can't be compared.
    package func faults(of trial: StatesTrial) async throws -> [String] {
        async let theirs = interpreter.result(of: trial)
        let ours = try await Self.result(of: trial)
        return try await ours.faults(against: theirs, trial)
    }

    /// The same for many at once, by the trials' names: those that agree have no faults.
    package func faults(of trials: [StatesTrial]) async throws -> [(trial: StatesTrial, faults: [String])] {
        try await withThrowingTaskGroup(of: (Int, [String]).self) { group in
            for (index, trial) in trials.enumerated() { group.addTask { (index, try await faults(of: trial)) } }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map {
                (trials[$0.0], $0.1)
            }
        }
    }

    private static func result(of trial: StatesTrial) async throws -> StatesResult {
        let runner = InProcessRunner(registry: try await trial.registry())
        let request = StartRequest(workflow: "comparison", machine: trial.machine, input: trial.input)
        let execution = try await runner.start(request).identity
        let outcome = try await runner.outcome(of: execution)
        let history = try await runner.history(of: execution)
        await runner.shutdown()
        return StatesResult(outcome, history)
    }
}

extension StatesResult {
    init(_ outcome: ExecutionOutcome, _ history: [HistoryEvent]) {
        var (output, error, cause): (JSONValue?, String?, String?)
        switch outcome {
        case .succeeded(let value): output = value
        case .failed(let name, let text), .aborted(let name, let text): (error, cause) = (name, text)
        case .timedOut: break
        }
        self.init(
            status: outcome.status.rawValue, output: output, error: error, cause: cause.map { .string($0) },
            entered: history.filter { $0.child == nil && $0.type.rawValue.hasSuffix("StateEntered") }
                .compactMap(\.state),
            calls: history.filter { $0.type == .taskScheduled || $0.type == .lambdaFunctionScheduled }
                .map { Call(state: $0.state ?? "", payload: $0.input ?? .null) })
    }

    fileprivate func faults(against other: StatesResult, _ trial: StatesTrial) -> [String] {
        var differences = differences(from: other, trial.machine)
        if trial.cutsBranchesShort {
            for aspect in [KnownDifference.Aspect.entered, .calls] { differences[aspect] = nil }
        }
        var faults: [String] = []
        for known in trial.known where differences.removeValue(forKey: known.aspect) == nil {
            faults.append("\(known.aspect.rawValue): both agree, though they were known to differ: \(known.reason)")
        }
        return differences.values.sorted() + faults
    }
}
