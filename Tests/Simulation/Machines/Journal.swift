internal import Renditions
internal import RenditionsWorkflow

/// What is kept of executions, whatever becomes of the workers: for each its inputs with their times, from which its state
/// can be made again, and who may add to them.
///
/// A worker holds a lease with a number; leases run out, and the next one has a higher number. Who adds an input names the
/// lease and the input's place, so that neither one who lost the lease nor one who does not know whether its call arrived
/// adds anything twice.
///
/// Unchecked: guarded as ``Scheduler`` is.
package final class Journal: @unchecked Sendable {
    struct Input {
        var input: InterpreterInput
        var time: Int
        var lease: Int
    }

    struct Entry {
        var request: StartRequest
        var identity: ExecutionIdentity
        var seed: UInt64
        var startedAt: Int
        var endedAt: Int?
        var inputs: [Input] = []
        var events: [HistoryEvent] = []
        var outcome: ExecutionOutcome?
        var redrives = 0
        /// The number of the last lease.
        var lease = 0
        /// Until when it holds, in milliseconds.
        var leasedUntil = 0
    }

    /// The right to carry an execution on.
    struct Lease {
        var execution: ExecutionIdentity
        var number: Int
    }

    /// What somebody is thrown who holds a lease no more.
    struct LeaseLost: Error {}

    static let leaseTime = 60_000

    private let world: World
    private(set) var entries: [ExecutionIdentity: Entry] = [:]
    /// In the order in which they began.
    private(set) var order: [ExecutionIdentity] = []
    /// Rings when there may be something to do.
    let changed = Bell()

    init(_ world: World) { self.world = world }

    private var now: Int { world.scheduler.milliseconds }
    private static var fault: WorkflowError { WorkflowError(.unavailable, "The call was lost on its way.") }

    /// Executions that have not ended.
    var unended: [ExecutionIdentity] { order.filter { entries[$0]?.outcome == nil } }

    func entry(_ execution: ExecutionIdentity) throws -> Entry {
        guard let entry = entries[execution] else {
            throw WorkflowError(.notFound, "There is no execution \(execution.name) of \(execution.workflow).")
        }
        return entry
    }

    func start(_ request: StartRequest, as identity: ExecutionIdentity) async throws -> Entry {
        try await world.call(.journal, "start \(identity.name)", fault: Self.fault) {
            if let entry = entries[identity] {
                guard entry.request.input == request.input else {
                    throw WorkflowError(.nameTaken, "There is an execution \(identity.name) with another input.")
                }
                return entry
            }
            let entry = Entry(
                request: request, identity: identity, seed: world.scheduler.drawSeed(), startedAt: now)
            if world.defect != .acceptsWithoutKeeping || !world.scheduler.happens(0.1) {
                entries[identity] = entry
                order.append(identity)
            }
            world.ledger.began(identity)
            world.scheduler.ring(changed)
            return entry
        }
    }

    func read<Result>(_ execution: ExecutionIdentity, _ body: (Entry) -> Result) async throws -> Result {
        try await world.call(.journal, "read \(execution.name)", fault: Self.fault) { body(try entry(execution)) }
    }

    /// Takes an execution that nobody carries on.
    ///
    /// - Returns: nil when there is none.
    func claim() async throws -> (Lease, Entry)? {
        try await world.call(.journal, "claim", fault: Self.fault) {
            let free = unended.filter { entries[$0]?.leasedUntil ?? 0 <= now }
            guard !free.isEmpty else { return nil }
            let execution = world.scheduler.draw(from: free)
            entries[execution]?.lease += 1
            entries[execution]?.leasedUntil = now + Self.leaseTime
            let entry = try entry(execution)
            if entry.lease > 1 { world.ledger.note("takes \(execution.name) over") }
            return (Lease(execution: execution, number: entry.lease), entry)
        }
    }

    /// When the next lease runs out; nil when none does.
    var nextExpiry: Int? { unended.compactMap { entries[$0]?.leasedUntil }.min() }

    func renew(_ lease: Lease) async throws {
        try await world.call(.journal, "renew \(lease.execution.name)", fault: Self.fault) {
            try check(lease)
            entries[lease.execution]?.leasedUntil = now + Self.leaseTime
        }
    }

    /// Adds an input.
    ///
    /// - Parameters:
    ///   - place: how many inputs there are before it.
    ///   - interpreter: as it is after the input.
    func append(
        _ input: InterpreterInput, at time: Int, place: Int, _ lease: Lease, events: [HistoryEvent],
        outcome: ExecutionOutcome?
    ) async throws {
        try await world.call(.journal, "commit to \(lease.execution.name)", fault: Self.fault) {
            let entry = try entry(lease.execution)
            if world.defect != .commitsWithoutLease {
                try check(lease)
                // Its own, of which only the reply was lost.
                if entry.inputs.count == place + 1, entry.inputs[place].lease == lease.number { return }
            }
            guard entry.outcome == nil else { throw LeaseLost() }
            world.ledger.check(
                lease.number == entry.lease && entry.inputs.count == place, .commitsAreFenced,
                "\(lease.execution.name) took an input from who had lost it to another worker")
            if let id = input.attempt {
                world.ledger.check(
                    !entry.inputs.contains { $0.input.attempt == id }, .commitsAreFenced,
                    "\(lease.execution.name) took the result of attempt \(id) twice")
            }
            entries[lease.execution]?.inputs.append(Input(input: input, time: time, lease: lease.number))
            entries[lease.execution]?.events += events
            guard let outcome else { return }
            end(lease.execution, outcome)
        }
    }

    private func end(_ execution: ExecutionIdentity, _ outcome: ExecutionOutcome) {
        entries[execution]?.outcome = outcome
        entries[execution]?.endedAt = now
        world.ledger.ended(execution, outcome)
        world.scheduler.ring(world.settled)
    }

    private func check(_ lease: Lease) throws {
        let entry = try entry(lease.execution)
        guard entry.lease == lease.number, entry.leasedUntil > now else { throw LeaseLost() }
    }

    /// Has an execution go on that has ended without success, or end one that runs.
    func intervene(_ input: InterpreterInput, in execution: ExecutionIdentity) async throws -> Entry {
        try await world.call(.journal, "\(input) to \(execution.name)", fault: Self.fault) {
            var entry = try entry(execution)
            let isAllowed: Bool
            switch (input, entry.outcome) {
            case (.redrive, .failed?), (.redrive, .timedOut?), (.redrive, .aborted?): isAllowed = true
            case (.stop, nil): isAllowed = true
            default: isAllowed = false
            }
            guard isAllowed else {
                throw WorkflowError(.wrongState, "The execution \(execution.name) is not in the state for this.")
            }
            // Whoever carries it on loses it: its next state follows from what stands here now.
            entry.lease += 1
            entry.leasedUntil = 0
            var interpreter = entry.interpreter
            let effects = interpreter.handle(input, at: world.scheduler.now)
            entry.inputs.append(Input(input: input, time: now, lease: entry.lease))
            entry.events += effects.events
            entry.outcome = interpreter.outcome
            entry.redrives = interpreter.snapshot.redrives
            entries[execution] = entry
            if let outcome = entry.outcome { end(execution, outcome) }
            world.ledger.note("\(execution.name) goes on")
            world.scheduler.ring(changed)
            return entry
        }
    }
}

extension Journal.Entry {
    /// The state that follows from the inputs.
    var interpreter: Interpreter {
        var interpreter = Interpreter(
            machine: request.machine, identity: identity, input: request.input, seed: seed)
        for input in inputs { _ = interpreter.handle(input.input, at: Scheduler.date(input.time)) }
        return interpreter
    }

    var description: ExecutionDescription {
        ExecutionDescription(
            identity: identity, status: outcome?.status ?? .running, input: request.input, outcome: outcome,
            startedAt: Scheduler.date(startedAt), endedAt: endedAt.map(Scheduler.date), redrives: redrives,
            fingerprint: request.machine.fingerprint)
    }
}

extension InterpreterInput {
    /// The attempt of which this is the result; nil where it is none.
    var attempt: TaskRequest.ID? {
        switch self {
        case .taskSucceeded(let id, _), .taskFailed(let id, _, _): id
        default: nil
        }
    }
}
