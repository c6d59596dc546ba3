import Logging

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Drives one execution in memory: feeds its interpreter, begins and cancels tasks, waits for time.
struct ExecutionLoop {
    let record: ExecutionRecord
    let registry: TaskRegistry
    let clock: WorkflowClock
    let logger: Logger
    let inputs: AsyncStream<InterpreterInput>
    let feed: AsyncStream<InterpreterInput>.Continuation

    private var interpreter: Interpreter
    /// Each attempt is a Swift task of its own and not the child of a group, because groups can't cancel one child.
    /// All are cancelled and waited for before the loop ends.
    private var running: [TaskRequest.ID: Task<Void, Never>] = [:]
    private var alarm: (time: Date, task: Task<Void, Never>)?

    init(
        _ interpreter: Interpreter, record: ExecutionRecord, registry: TaskRegistry, clock: WorkflowClock,
        logger: Logger,
        inputs: AsyncStream<InterpreterInput>, feed: AsyncStream<InterpreterInput>.Continuation
    ) {
        self.interpreter = interpreter
        self.record = record
        self.registry = registry
        self.clock = clock
        self.logger = logger
        self.inputs = inputs
        self.feed = feed
    }

    /// Runs until the execution has ended or the Swift task is cancelled.
    mutating func run(_ first: InterpreterInput) async {
        take(first)
        if interpreter.outcome == nil {
            for await input in inputs {
                take(input)
                if interpreter.outcome != nil { break }
            }
        }
        feed.finish()
        alarm?.task.cancel()
        for task in running.values { task.cancel() }
        if interpreter.outcome == nil {
            record.interrupt()
        } else {
            record.close(interpreter.snapshot, at: clock.now)
        }
        for task in running.values { await task.value }
    }

    private mutating func take(_ input: InterpreterInput) {
        switch input {
        case .taskSucceeded(let id, _), .taskFailed(let id, _, _): running[id] = nil
        default: break
        }
        let effects = interpreter.handle(input, at: clock.now)
        record.add(effects.events)
        for id in effects.abandoned { running.removeValue(forKey: id)?.cancel() }
        for request in effects.tasks { running[request.id] = begin(request) }
        if interpreter.wantsWake { feed.yield(.wake) }
        setAlarm()
    }

    private func begin(_ request: TaskRequest) -> Task<Void, Never> {
        let context = TaskContext(
            idempotencyToken: request.idempotencyToken, attempt: request.attempt, deadline: request.deadline,
            execution: interpreter.snapshot.identity, state: request.state, logger: logger,
            heartbeat: { [feed] in feed.yield(.heartbeat(request.id)) })
        return Task { [registry, feed] in
            feed.yield(await registry.perform(request, in: context))
        }
    }

    /// An alarm that goes off too early is set again then; one that would go off too late is set anew now.
    private mutating func setAlarm() {
        guard let next = interpreter.nextWake else { return }
        if let alarm, alarm.time <= next, alarm.time > clock.now { return }
        alarm?.task.cancel()
        alarm = (
            next,
            Task { [clock, feed] in
                guard (try? await clock.sleep(until: next)) != nil else { return }
                feed.yield(.wake)
            }
        )
    }
}
