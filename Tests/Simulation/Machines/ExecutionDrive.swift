internal import Logging
internal import Renditions
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A worker that carries one execution on, from where the journal says that it stands: feeds the interpreter, writes each
/// input down before anything is done about it, and keeps its lease.
///
/// Unchecked: guarded as ``Scheduler`` is.
final class ExecutionDrive: @unchecked Sendable {
    private let world: World
    private let journal: Journal
    private let registry: TaskRegistry
    private let life: Life
    private let lease: Journal.Lease

    private var interpreter: Interpreter
    private var place: Int
    private var renewAt: Int
    private var inbox: [InterpreterInput] = []
    private let arrived = Bell()
    /// Each attempt is a task of its own and no child, because groups can't cancel one child. All are waited for.
    private var attempts: [TaskRequest.ID: Task<Void, Never>] = [:]
    private var abandoned: [Task<Void, Never>] = []

    init(
        _ world: World, _ journal: Journal, _ registry: TaskRegistry, _ life: Life,
        _ lease: Journal.Lease, _ entry: Journal.Entry
    ) {
        self.world = world
        self.journal = journal
        self.registry = registry
        self.life = life
        self.lease = lease
        interpreter = entry.interpreter
        place = entry.inputs.count
        renewAt = world.scheduler.milliseconds + Journal.leaseTime / 3
    }

    func run() async {
        do {
            try await carryOn()
        } catch {
            if life.isAlive { world.ledger.note("lets \(lease.execution.name) go: \(error)") }
        }
        if !life.isAlive || world.weather.stopsLostWork { for task in attempts.values { task.cancel() } }
        for task in abandoned + attempts.sorted(by: { $0.key < $1.key }).map(\.value) { await task.value }
    }

    private func carryOn() async throws {
        if place == 0 {
            try await take(.start)
        } else {
            interpreter.pendingTasks.forEach(begin)
            if interpreter.wantsWake { inbox.append(.wake) }
        }
        while interpreter.outcome == nil { try await take(try await next()) }
    }

    private func next() async throws -> InterpreterInput {
        let scheduler = world.scheduler
        while true {
            guard life.isAlive, !world.isOver else { throw Crash() }
            try Task.checkCancellation()
            if !inbox.isEmpty { return inbox.removeFirst() }
            let wake = interpreter.nextWake.map(scheduler.milliseconds(of:))
            if let wake, wake <= scheduler.milliseconds { return .wake }
            if renewAt <= scheduler.milliseconds {
                try await insist { try await self.journal.renew(self.lease) }
                renewAt = scheduler.milliseconds + Journal.leaseTime / 3
            } else {
                await scheduler.park(
                    until: min(wake ?? renewAt, renewAt), bells: [arrived, life.end, world.over])
            }
        }
    }

    private func take(_ input: InterpreterInput) async throws {
        if let id = input.attempt {
            // Of an attempt that was given up.
            guard attempts.removeValue(forKey: id) != nil else { return }
        }
        let time = world.scheduler.milliseconds
        var next = interpreter
        let effects = next.handle(input, at: world.scheduler.now)
        if world.defect == .beginsBeforeCommit { effects.tasks.forEach(begin) }
        let outcome = next.outcome
        try await insist {
            try await self.journal.append(
                input, at: time, place: self.place, self.lease, events: effects.events, outcome: outcome)
        }
        interpreter = next
        place += 1
        for id in effects.abandoned {
            guard let task = attempts.removeValue(forKey: id) else { continue }
            task.cancel()
            abandoned.append(task)
        }
        if world.defect != .beginsBeforeCommit { effects.tasks.forEach(begin) }
        if interpreter.wantsWake { inbox.append(.wake) }
    }

    /// Makes a call to the journal again a few times where it does not answer.
    private func insist(_ call: () async throws -> Void) async throws {
        for attempt in 1... {
            do {
                return try await call()
            } catch let error as WorkflowError where error.isRetryable && attempt < 4 {
                try await world.scheduler.sleep(100 * attempt)
            }
        }
    }

    private func begin(_ request: TaskRequest) {
        let attempt = Attempt(lease.execution, state: request.state) { [journal, lease] in
            journal.entries[lease.execution]?.lease == lease.number
        }
        let kept = journal.entries[lease.execution]?.interpreter.pendingTasks ?? []
        // Whoever has lost the execution meanwhile can't know it yet.
        world.ledger.check(
            kept.contains { $0.id == request.id } || !attempt.isHeld(), .commitsAreFenced,
            "\(lease.execution.name) began \(request.state) before that was in the journal")
        let context = TaskContext(
            idempotencyToken: request.idempotencyToken, attempt: request.attempt, deadline: request.deadline,
            execution: lease.execution, state: request.state, logger: world.logger)
        attempts[request.id] = Task(executorPreference: world.scheduler) { [self] in
            let result = await Caller.$current.withValue(Caller(life, attempt: attempt)) {
                await registry.perform(request, in: context)
            }
            // Nobody hears what a process that crashed had found out.
            guard life.isAlive else { return }
            inbox.append(result)
            world.scheduler.ring(arrived)
        }
    }
}
