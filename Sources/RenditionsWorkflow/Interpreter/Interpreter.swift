#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Carries out a ``StateMachine`` without doing anything itself: it is fed what happened, and answers with what is to be
/// done. Time comes with each input, chance from a seed, so that the same inputs always give the same effects. Runners in
/// memory, runners with a journal and simulations drive the same value.
///
/// ```swift
/// var interpreter = Interpreter(machine: machine, identity: identity, input: input, seed: seed)
/// var effects = interpreter.handle(.start, at: clock.now)
/// // begin effects.tasks, cancel effects.abandoned, keep effects.events;
/// // feed .taskSucceeded or .taskFailed as they end, .wake at interpreter.nextWake,
/// // .wake at once while interpreter.wantsWake; until interpreter.outcome is there
/// ```
///
/// To survive a crash keep ``snapshot``, or the inputs with their times, or a snapshot and the inputs since. An
/// interpreter made from them is in the same state; ``pendingTasks`` are the attempts whose results are still missing.
public struct Interpreter: Sendable {
    /// How many states are carried out for one input. What is left is carried out for the next ``InterpreterInput/wake``.
    static let statesPerInput = 1_000

    public let machine: StateMachine
    /// Everything that it knows.
    public internal(set) var snapshot: ExecutionSnapshot

    var effects = InterpreterEffects()
    var now = Date(timeIntervalSince1970: 0)
    var budget = 0

    var program: Program { machine.program }

    /// Begins nothing yet: the first input is ``InterpreterInput/start``.
    ///
    /// - Parameter seed: what jitter, `States.MathRandom` and `States.UUID` follow from.
    public init(
        machine: StateMachine, identity: ExecutionIdentity, input: JSONValue, seed: UInt64,
        limits: ExecutionLimits = ExecutionLimits()
    ) {
        self.machine = machine
        snapshot = ExecutionSnapshot(
            version: ExecutionSnapshot.currentVersion, fingerprint: machine.fingerprint, identity: identity,
            input: input,
            limits: limits, random: SeededRandom(seed: seed))
    }

    /// Goes on from a snapshot.
    ///
    /// - Throws: ``WorkflowError`` with code `incompatible` when the snapshot was written by a newer version, or belongs
    ///   to another machine; `corrupt` when it can't be one.
    public init(machine: StateMachine, resuming snapshot: ExecutionSnapshot) throws {
        guard snapshot.version <= ExecutionSnapshot.currentVersion else {
            throw WorkflowError(
                .incompatible, "The snapshot has version \(snapshot.version); use a newer version of this library.")
        }
        guard snapshot.fingerprint == machine.fingerprint else {
            throw WorkflowError(
                .incompatible,
                "The execution \(snapshot.identity.name) belongs to another version of \(snapshot.identity.workflow); "
                    + "let it go on with the document that it began with.")
        }
        guard snapshot.strands.values.allSatisfy({ machine.program.states.indices.contains($0.state) }) else {
            throw WorkflowError(.corrupt, "The snapshot of \(snapshot.identity.name) names states that do not exist.")
        }
        self.machine = machine
        self.snapshot = snapshot
    }

    /// How the execution ended; nil while it runs.
    public var outcome: ExecutionOutcome? { snapshot.outcome }

    /// When ``InterpreterInput/wake`` has to come next; nil when nothing waits for time.
    public var nextWake: Date? {
        guard outcome == nil, snapshot.startedAt != nil else { return nil }
        let first = snapshot.timers.values.min()
        guard let deadline = snapshot.deadline else { return first }
        return first.map { min($0, deadline) } ?? deadline
    }

    /// Whether there is more to do at once: feed ``InterpreterInput/wake``.
    public var wantsWake: Bool { outcome == nil && !snapshot.ready.isEmpty }

    /// The attempts whose results are missing, in the order in which they began. After a crash they are to be made again,
    /// under the same tokens.
    public var pendingTasks: [TaskRequest] {
        var copy = self
        return snapshot.tasks.keys.sorted().compactMap { copy.request(for: TaskRequest.ID(rawValue: $0)) }
    }

    /// Takes an input in.
    ///
    /// Inputs that come too late count for nothing: results of attempts that were abandoned, anything but a redrive after
    /// the end.
    ///
    /// - Parameter now: the time of the input; never earlier than that of the input before.
    public mutating func handle(_ input: InterpreterInput, at now: Date) -> InterpreterEffects {
        self.now = now.roundedToMilliseconds(.toNearestOrAwayFromZero)
        budget = Self.statesPerInput
        switch input {
        case .start: start()
        case .redrive: redrive()
        case _ where snapshot.outcome != nil || snapshot.startedAt == nil: break
        case .taskSucceeded(let id, let output): taskSucceeded(id, output)
        case .taskFailed(let id, let error, let cause):
            taskFailed(id, StateFailure(error: error, cause: cause), timedOut: false)
        case .heartbeat(let id):
            heartbeat(id)
            // Runners need not keep heartbeats, and may take many as one: nothing that is begun may depend on them.
            return InterpreterEffects()
        case .wake: fireTimers()
        case .stop(let error, let cause): halt(.aborted(error: error, cause: cause), .executionAborted)
        }
        drain()
        defer { effects = InterpreterEffects() }
        return effects
    }

    private mutating func start() {
        guard snapshot.startedAt == nil else { return }
        snapshot.startedAt = now
        snapshot.deadline = program.timeout.map { instant(after: Double($0)) }
        var strand = newStrand(
            parent: nil, slot: 0, item: nil, child: nil, state: program.start, input: snapshot.input, lastEvent: 0)
        emit(.executionStarted, &strand, input: snapshot.input)
        if snapshot.input.encodedSize(limit: snapshot.limits.payloadBytes) > snapshot.limits.payloadBytes {
            snapshot.strands[strand.id] = strand
            return halt(
                .failed(error: ErrorName.dataLimitExceeded, cause: "The input has more bytes than an execution takes."),
                .executionFailed)
        }
        snapshot.strands[strand.id] = strand
        snapshot.ready.append(strand.id)
    }

    /// Carries out what can go on.
    private mutating func drain() {
        while snapshot.outcome == nil, budget > 0, !snapshot.ready.isEmpty {
            guard var strand = snapshot.strands.removeValue(forKey: snapshot.ready.removeFirst()) else { continue }
            let step = carryOut(&strand)
            proceed(strand, step)
        }
    }

    mutating func newStrand(
        parent: Int?, slot: Int, item: Strand.Item?, child: Int?, state: Int, input: JSONValue, lastEvent: Int
    ) -> Strand {
        snapshot.strandCount += 1
        return Strand(
            id: snapshot.strandCount, parent: parent, slot: slot, item: item, child: child, state: state, input: input,
            enteredAt: now, lastEvent: lastEvent)
    }

    /// An instant some seconds from now. All instants are whole milliseconds, so that they survive being written down.
    func instant(after seconds: Double) -> Date {
        now.addingTimeInterval(seconds).roundedToMilliseconds(.up)
    }
}

extension Date {
    func roundedToMilliseconds(_ rule: FloatingPointRoundingRule) -> Date {
        Date(timeIntervalSince1970: (timeIntervalSince1970 * 1000).rounded(rule) / 1000)
    }
}
