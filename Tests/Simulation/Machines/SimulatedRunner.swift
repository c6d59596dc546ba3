package import RenditionsWorkflow

/// The runner as clients see it: everything goes through the journal, from which workers take it.
package struct SimulatedRunner: WorkflowRunner {
    let world: World
    let journal: Journal
    let registry: TaskRegistry

    package func start(_ request: StartRequest) async throws -> ExecutionDescription {
        let identity = try request.validated(
            against: registry, limits: ExecutionLimits(), random: { world.scheduler.drawSeed() })
        return try await journal.start(request, as: identity).description
    }

    package func describe(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        try await journal.read(execution, \.description)
    }

    package func outcome(of execution: ExecutionIdentity) async throws -> ExecutionOutcome {
        while true {
            if let outcome = try await journal.read(execution, \.outcome) { return outcome }
            // It may have ended while the answer was on its way.
            guard try journal.entry(execution).outcome == nil, !world.isOver else { continue }
            await world.scheduler.park(until: nil, bells: [world.settled, world.over])
            try Task.checkCancellation()
        }
    }

    package func history(of execution: ExecutionIdentity) async throws -> [HistoryEvent] {
        try await journal.read(execution, \.events)
    }

    package func events(of execution: ExecutionIdentity) async throws -> WorkflowEvents {
        _ = try await outcome(of: execution)
        let events = try await history(of: execution)
        return WorkflowEvents(
            AsyncThrowingStream { continuation in
                for event in events { continuation.yield(event) }
                continuation.finish()
            })
    }

    package func page(_ request: ExecutionListRequest) async throws -> ExecutionPage {
        guard (1...1_000).contains(request.limit), request.cursor.map({ Int($0) != nil }) ?? true else {
            throw WorkflowError(.invalidRequest, "A page has 1 to 1,000 executions, and cursors of this runner.")
        }
        let end = request.cursor.flatMap { Int($0) } ?? journal.order.count
        var found: [ExecutionDescription] = []
        for number in (0..<end).reversed() {
            let description = try await journal.read(journal.order[number], \.description)
            guard request.workflow.map({ $0 == description.identity.workflow }) ?? true,
                request.status.map({ $0 == description.status }) ?? true
            else { continue }
            if found.count == request.limit {
                return ExecutionPage(executions: found, next: String(number + 1))
            }
            found.append(description)
        }
        return ExecutionPage(executions: found, next: nil)
    }

    package func cancel(_ execution: ExecutionIdentity, error: String?, cause: String?) async throws {
        _ = try await journal.intervene(.stop(error: error, cause: cause), in: execution)
    }

    package func redrive(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        try await journal.intervene(.redrive, in: execution).description
    }
}
