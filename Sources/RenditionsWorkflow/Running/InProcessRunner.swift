public import Logging
import Synchronization

/// Carries workflows out in memory. What it knows is gone with it: for tests, tools, and work that something else would
/// begin again.
public final class InProcessRunner: WorkflowRunner {
    private struct State {
        var records: [ExecutionIdentity: ExecutionRecord] = [:]
        var loops: [Int: Task<Void, Never>] = [:]
        var loopCount = 0
        var isShutDown = false
    }

    private let registry: TaskRegistry
    private let clock: WorkflowClock
    private let limits: ExecutionLimits
    private let logger: Logger
    /// Gives what executions draw chance from.
    private let random: @Sendable () -> UInt64
    private let state = Mutex(State())

    public init(
        registry: TaskRegistry, clock: WorkflowClock = .system, limits: ExecutionLimits = ExecutionLimits(),
        logger: Logger = Logger(label: "renditions.workflow"),
        random: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }
    ) {
        self.registry = registry
        self.clock = clock
        self.limits = limits
        self.logger = logger
        self.random = random
    }

    deinit {
        for loop in state.withLock({ $0.loops }).values { loop.cancel() }
    }

    /// Ends all work and waits for it. Executions that run stay unfinished.
    public func shutdown() async {
        let loops = state.withLock { state in
            state.isShutDown = true
            return state.loops.values
        }
        for loop in loops { loop.cancel() }
        for loop in loops { await loop.value }
    }

    public func start(_ request: StartRequest) async throws -> ExecutionDescription {
        let identity = try request.validated(against: registry, limits: limits, random: random)
        let interpreter = Interpreter(
            machine: request.machine, identity: identity, input: request.input, seed: random(), limits: limits)
        let description = ExecutionDescription(
            identity: identity, status: .running, input: request.input, outcome: nil, startedAt: clock.now,
            endedAt: nil,
            redrives: 0, fingerprint: request.machine.fingerprint)
        let (record, isNew) = try state.withLock { state in
            if let record = state.records[identity] { return (record, false) }
            guard !state.isShutDown else { throw WorkflowError(.unavailable, "The runner was shut down.") }
            let record = ExecutionRecord(description, machine: request.machine, number: state.records.count)
            state.records[identity] = record
            begin(interpreter, record, .start, &state)
            return (record, true)
        }
        guard isNew || record.description.input == request.input else {
            throw WorkflowError(
                .nameTaken,
                "There is an execution \(identity.name) of \(identity.workflow) already, with another input; "
                    + "use another name.")
        }
        return record.description
    }

    /// Begins a loop for an execution.
    private func begin(
        _ interpreter: Interpreter, _ record: ExecutionRecord, _ first: InterpreterInput, _ state: inout State
    ) {
        let inbox = ExecutionInbox()
        record.open(inbox, redrives: interpreter.snapshot.redrives + (first == .redrive ? 1 : 0))
        var loop = ExecutionLoop(
            interpreter, keeper: record, registry: registry, clock: clock, logger: logger, inbox: inbox)
        state.loopCount += 1
        let number = state.loopCount
        state.loops[number] = Task { [weak self] in
            if case .cancelled = await loop.run([first]) { record.interrupt() }
            await loop.clearAway()
            self?.state.withLock { _ = $0.loops.removeValue(forKey: number) }
        }
    }

    private func record(_ execution: ExecutionIdentity) throws -> ExecutionRecord {
        guard let record = state.withLock({ $0.records[execution] }) else {
            throw WorkflowError(.notFound, "There is no execution \(execution.name) of \(execution.workflow).")
        }
        return record
    }

    public func describe(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        try record(execution).description
    }

    public func outcome(of execution: ExecutionIdentity) async throws -> ExecutionOutcome {
        try await record(execution).outcome()
    }

    public func history(of execution: ExecutionIdentity) async throws -> [HistoryEvent] { try record(execution).events }

    public func events(of execution: ExecutionIdentity) async throws -> WorkflowEvents {
        try record(execution).follow()
    }

    public func page(_ request: ExecutionListRequest) async throws -> ExecutionPage {
        let before = try request.cursor.map { cursor in
            guard let number = Int(cursor) else {
                throw WorkflowError(.invalidRequest, "'\(cursor)' is no cursor of this runner.")
            }
            return number
        }
        guard (1...1_000).contains(request.limit) else {
            throw WorkflowError(.invalidRequest, "A page has 1 to 1,000 executions, not \(request.limit).")
        }
        let records = state.withLock { Array($0.records.values) }.sorted { $0.number > $1.number }
        var found: [ExecutionDescription] = []
        var last: Int?
        for record in records where before.map({ record.number < $0 }) ?? true {
            let description = record.description
            guard request.workflow.map({ $0 == description.identity.workflow }) ?? true,
                request.status.map({ $0 == description.status }) ?? true
            else { continue }
            if found.count == request.limit { return ExecutionPage(executions: found, next: last.map(String.init)) }
            found.append(description)
            last = record.number
        }
        return ExecutionPage(executions: found, next: nil)
    }

    public func cancel(_ execution: ExecutionIdentity, error: String?, cause: String?) async throws {
        let record = try record(execution)
        guard record.feed(.stop(error: error, cause: cause)) else {
            throw WorkflowError(.wrongState, "The execution \(execution.name) has ended and can't be cancelled.")
        }
        _ = try await outcome(of: execution)
    }

    public func redrive(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        let record = try record(execution)
        guard let snapshot = record.takeSnapshot() else {
            throw WorkflowError(
                .wrongState,
                "Only an execution that has ended without success can be redriven; \(execution.name) has not.")
        }
        let interpreter = try Interpreter(machine: record.machine, resuming: snapshot)
        try state.withLock { state in
            guard !state.isShutDown else { throw WorkflowError(.unavailable, "The runner was shut down.") }
            begin(interpreter, record, .redrive, &state)
        }
        return record.description
    }
}
