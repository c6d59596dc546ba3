package import Logging

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Drives one execution: feeds its interpreter, has what comes of it kept, and only then begins and cancels tasks.
package struct ExecutionLoop<Keeper: ExecutionKeeper> {
    /// Why a loop has ended.
    package enum End: Sendable {
        /// The execution has ended.
        case finished
        /// The keeper wanted it left as it stands.
        case left
        /// The keeper could not keep anything more.
        case lost(any Error)
        /// The Swift task was cancelled.
        case cancelled
    }

    private var interpreter: Interpreter
    private var keeper: Keeper
    private let registry: TaskRegistry
    private let clock: WorkflowClock
    private let logger: Logger
    private let inbox: ExecutionInbox
    /// Each attempt is a Swift task of its own and not the child of a group, because groups can't cancel one child.
    /// All are cancelled and waited for by ``clearAway()``, abandoned ones too.
    private var running: [TaskRequest.ID: Task<Void, Never>] = [:]
    private var alarm: WorkflowAlarm
    /// Heartbeats that were taken in and not kept. They need not be, but what is kept later rests on them.
    private var heartbeats: [TaskRequest.ID: Date] = [:]
    /// The time of the last input; the next one is never earlier.
    private var now = Date(timeIntervalSince1970: 0)

    package init(
        _ interpreter: Interpreter, keeper: Keeper, registry: TaskRegistry, clock: WorkflowClock, logger: Logger,
        inbox: ExecutionInbox
    ) {
        self.interpreter = interpreter
        self.keeper = keeper
        self.registry = registry
        self.clock = clock
        self.logger = logger
        self.inbox = inbox
        alarm = WorkflowAlarm(clock: clock) { inbox.put(.wake) }
    }

    /// Runs until the execution has ended, is left or is lost, or the Swift task is cancelled.
    ///
    /// - Parameter first: what is taken in before anything else. Then every pending task is begun, also those that were
    ///   pending before.
    package mutating func run(_ first: [InterpreterInput]) async -> End {
        defer {
            inbox.close()
            alarm.clear()
        }
        var inputs = first
        var isResuming = true
        while true {
            let (progress, effects) = take(inputs)
            if let progress {
                do {
                    guard try await keeper.keep(progress) else { return .left }
                } catch {
                    return .lost(error)
                }
            }
            for id in effects.abandoned { running[id]?.cancel() }
            guard interpreter.outcome == nil else { return .finished }
            guard !Task.isCancelled else { return .cancelled }
            for request in isResuming ? interpreter.pendingTasks : effects.tasks
            where isResuming || interpreter.isPending(request.id) {
                running[request.id] = begin(request)
            }
            isResuming = false
            if interpreter.wantsWake {
                inputs = inbox.takeNow() + [.wake]
                continue
            }
            alarm.set(interpreter.nextWake)
            guard let next = await inbox.take() else { return .cancelled }
            inputs = next
        }
    }

    /// Cancels what is under way and waits for it.
    package mutating func clearAway() async {
        for task in running.values { task.cancel() }
        for task in running.values { await task.value }
        running = [:]
    }

    /// Feeds the interpreter. Nil for progress when there is nothing to keep.
    private mutating func take(_ inputs: [InterpreterInput]) -> (ExecutionProgress?, InterpreterEffects) {
        now = max(now, clock.now.roundedToMilliseconds(.toNearestOrAwayFromZero))
        var effects = InterpreterEffects()
        var arrivals: [ExecutionProgress.Arrival] = []
        for input in inputs where note(input) {
            let more = interpreter.handle(input, at: now)
            effects.tasks += more.tasks
            effects.abandoned += more.abandoned
            effects.events += more.events
            if case .heartbeat(let id) = input {
                heartbeats[id] = now
            } else {
                arrivals.append(ExecutionProgress.Arrival(time: now, input: input))
            }
        }
        guard !arrivals.isEmpty else { return (nil, effects) }
        let alive = heartbeats.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            .map { ExecutionProgress.Arrival(time: $0.value, input: .heartbeat($0.key)) }
        heartbeats = [:]
        return (
            ExecutionProgress(
                arrivals: alive + arrivals, events: effects.events, snapshot: interpreter.snapshot,
                restsUntil: interpreter.restsUntil), effects
        )
    }

    /// Looks at an input before it is taken in.
    ///
    /// - Returns: false when it changes nothing.
    private mutating func note(_ input: InterpreterInput) -> Bool {
        if interpreter.outcome != nil { return input == .redrive }
        switch input {
        case .taskSucceeded(let id, _), .taskFailed(let id, _, _):
            running[id] = nil
            return interpreter.isPending(id)
        case .heartbeat(let id): return interpreter.isPending(id)
        case .wake:
            alarm.clear()
            return interpreter.wantsWake || interpreter.nextWake.map { $0 <= now } ?? false
        case .start, .stop, .redrive: return true
        }
    }

    private func begin(_ request: TaskRequest) -> Task<Void, Never> {
        let context = TaskContext(
            idempotencyToken: request.idempotencyToken, attempt: request.attempt, deadline: request.deadline,
            execution: interpreter.snapshot.identity, state: request.state, logger: logger,
            heartbeat: { [inbox] in inbox.put(.heartbeat(request.id)) })
        return Task { [registry, inbox] in
            inbox.put(await registry.perform(request, in: context))
        }
    }
}

extension Interpreter {
    fileprivate func isPending(_ id: TaskRequest.ID) -> Bool { snapshot.tasks[id.rawValue] != nil }
}
