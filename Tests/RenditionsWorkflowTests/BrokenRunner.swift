import RenditionsWorkflow

/// The runner in memory with one fault.
struct BrokenRunner: WorkflowRunner {
    enum Fault: CaseIterable {
        /// Every start is a new execution.
        case forgetsNames
        /// Another input under the same name is joined.
        case joinsOtherInputs
        case losesEvents
        case listsOldestFirst
        case cancelsWhatHasEnded
        case redrivesFromTheStart
        /// A redrive is counted only once the execution has ended again.
        case countsRedrivesLate
        case swallowsErrors
    }

    let base: InProcessRunner
    let fault: Fault

    func start(_ request: StartRequest) async throws -> ExecutionDescription {
        var request = request
        if fault == .forgetsNames, let name = request.name {
            do {
                _ = try await base.start(request)
            } catch let error as WorkflowError where error.code == .nameTaken {}
            request.name = "\(name)-\(Int.random(in: 0 ... .max))"
        }
        do {
            return try await base.start(request)
        } catch let error as WorkflowError where fault == .joinsOtherInputs && error.code == .nameTaken {
            return try await base.describe(ExecutionIdentity(workflow: request.workflow, name: request.name ?? ""))
        }
    }

    func describe(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        try await counted(base.describe(execution))
    }

    private func counted(_ description: ExecutionDescription) -> ExecutionDescription {
        var description = description
        if fault == .countsRedrivesLate, description.status == .running { description.redrives = 0 }
        return description
    }

    func outcome(of execution: ExecutionIdentity) async throws -> ExecutionOutcome {
        let outcome = try await base.outcome(of: execution)
        guard fault == .swallowsErrors, case .failed(let error, _) = outcome else { return outcome }
        return .failed(error: error, cause: "lost")
    }

    func history(of execution: ExecutionIdentity) async throws -> [HistoryEvent] {
        let history = try await base.history(of: execution)
        return fault == .losesEvents ? Array(history.dropFirst()) : history
    }

    func events(of execution: ExecutionIdentity) async throws -> WorkflowEvents { try await base.events(of: execution) }

    func page(_ request: ExecutionListRequest) async throws -> ExecutionPage {
        var page = try await base.page(request)
        if fault == .listsOldestFirst { page.executions.reverse() }
        return page
    }

    func cancel(_ execution: ExecutionIdentity, error: String?, cause: String?) async throws {
        do {
            try await base.cancel(execution, error: error, cause: cause)
        } catch let error as WorkflowError where fault == .cancelsWhatHasEnded && error.code == .wrongState {}
    }

    func redrive(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        guard fault == .redrivesFromTheStart else { return try await counted(base.redrive(execution)) }
        let description = try await base.describe(execution)
        guard description.status != .succeeded else { return description }
        return try await base.redrive(execution)
    }
}
