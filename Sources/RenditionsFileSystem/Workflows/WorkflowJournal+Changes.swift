internal import GRDB
internal import Renditions
public import RenditionsWorkflow

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension WorkflowJournal {
    /// What has come of asking for an end.
    private enum StopAnswer {
        case hadEnded
        /// Nobody carried it out, so it was ended here.
        case ended
        /// Whoever carries it out was asked.
        case asked
    }

    /// Writes an execution down, or finds the one that has its name. Whoever works on the journal carries it out.
    func start(
        _ request: StartRequest, as identity: ExecutionIdentity, queue: String, seed: UInt64, limits: ExecutionLimits
    ) async throws -> ExecutionDescription {
        var interpreter = Interpreter(
            machine: request.machine, identity: identity, input: request.input, seed: seed, limits: limits)
        let (step, now) = try step(.start, &interpreter)
        let input = request.input.json
        let (row, isNew) = try await writer.write { db in
            if let row = try ExecutionRow.find(identity, in: db) { return (row, false) }
            let machine = try MachineShelf.row(
                request.machine, of: identity.workflow, queue: queue, in: db)
            try db.run(
                """
                INSERT INTO execution (machine, workflow, name, status, started, redrives, input)
                VALUES (?, ?, ?, ?, ?, 0, ?)
                """,
                [machine, identity.workflow, identity.name, ExecutionStatus.running.rawValue, now, input])
            let id = db.lastInsertedRowID
            try Self.offer(id, machine: machine, step, after: 0, in: db)
            guard let row = try ExecutionRow.find(identity, in: db) else { throw JournalCoding.damage() }
            return (row, true)
        }
        let description = try row.description
        guard isNew || description.input == request.input else {
            throw WorkflowError(
                .nameTaken,
                "There is an execution \(identity.name) of \(identity.workflow) already, with another input; "
                    + "use another name.")
        }
        if isNew, !step.hasEnded { watchers.hasWork() }
        return description
    }

    /// Ends an execution, whoever carries it out, and returns when it has ended. Tasks that run are cancelled, and their
    /// results count for nothing.
    ///
    /// - Throws: `WorkflowError` with codes `not-found`, `wrong-state` (it has ended), `corrupt`, `unavailable`;
    ///   `CancellationError` when the caller is cancelled, after which the execution ends all the same.
    public func cancel(_ execution: ExecutionIdentity, error: String?, cause: String?) async throws {
        let id = try await row(execution).id
        var wasAsked = false
        for await _ in watchers.watch(.endOrTime(of: id)) {
            switch try await stop(id, error: error, cause: cause) {
            case .hadEnded where !wasAsked:
                throw WorkflowError(.wrongState, "The execution \(execution.name) has ended and can't be cancelled.")
            case .hadEnded: return
            case .ended: return watchers.changed(id, hasEnded: true)
            case .asked where !wasAsked:
                wasAsked = true
                watchers.hasWork()
            case .asked: continue
            }
        }
        throw CancellationError()
    }

    /// Has an execution that did not succeed go on from the states that failed, as soon as somebody works on the journal.
    ///
    /// - Throws: `WorkflowError` with codes `not-found`, `wrong-state` (it runs or has succeeded), `corrupt`,
    ///   `incompatible`, `unavailable`.
    public func redrive(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        let row = try await writer.write { [self] db in
            guard let row = try ExecutionRow.find(execution, in: db) else { throw Self.missing(execution) }
            guard row.hasEnded, row.status != ExecutionStatus.succeeded.rawValue else {
                throw WorkflowError(
                    .wrongState,
                    "Only an execution that has ended without success can be redriven; \(execution.name) has not.")
            }
            let stored = try StoredExecution(row.id, in: db)
            var interpreter = try stored.interpreter(machines.machine(row.machine, in: db))
            let (step, _) = try step(.redrive, &interpreter)
            try db.run(
                "UPDATE execution SET status = ?, outcome = NULL, ended = NULL, redrives = ? WHERE id = ?",
                [ExecutionStatus.running.rawValue, interpreter.snapshot.redrives, row.id])
            try Self.offer(row.id, machine: row.machine, step, after: stored.events, in: db)
            guard let changed = try ExecutionRow.find(execution, in: db) else { throw JournalCoding.damage() }
            return changed
        }
        watchers.hasWork()
        watchers.changed(row.id, hasEnded: row.hasEnded)
        return try row.description
    }

    /// Deletes executions that ended before a time, with their histories, a hundred at a time so that others can write in
    /// between.
    ///
    /// - Returns: how many.
    /// - Throws: `WorkflowError` with codes `corrupt`, `unavailable`; `CancellationError`.
    @discardableResult
    public func retain(endedBefore time: Date) async throws -> Int {
        let limit = time.millisecondsSince1970
        var total = 0
        while true {
            try Task.checkCancellation()
            let count = try await writer.write { db in
                let ended = try Int64.fetchAll(
                    db, sql: "SELECT id FROM execution WHERE ended < ? ORDER BY ended LIMIT 100", arguments: [limit])
                for id in ended {
                    for table in ["event", "input", "snapshot"] {
                        try db.run("DELETE FROM \(table) WHERE execution = ?", [id])
                    }
                    try db.run("DELETE FROM execution WHERE id = ?", [id])
                }
                return ended.count
            }
            total += count
            if count == 0 { break }
        }
        try await writer.write { db in
            try db.execute(
                sql: "DELETE FROM machine WHERE NOT EXISTS (SELECT 1 FROM execution WHERE machine = machine.id)")
        }
        return total
    }

    /// Deletes executions that ended longer ago than this.
    ///
    /// - Returns: how many.
    /// - Throws: as ``retain(endedBefore:)``.
    @discardableResult
    public func retain(for time: Duration) async throws -> Int {
        try await retain(endedBefore: clock.now.addingTimeInterval(-(time / .seconds(1))))
    }

    private func stop(_ id: Int64, error: String?, cause: String?) async throws -> StopAnswer {
        try await writer.write { [self] db in
            let work = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT work.machine, worker.expiry FROM work LEFT JOIN worker ON worker.id = work.worker
                        WHERE work.execution = ?
                        """),
                arguments: [id])
            guard let work else { return .hadEnded }
            let expiry: Int64? = work["expiry"]
            if let expiry, expiry > leaseClock.now.millisecondsSince1970 {
                try db.run(
                    "INSERT OR IGNORE INTO stop (execution, error, cause) VALUES (?, ?, ?)", [id, error, cause])
                return .asked
            }
            let stored = try StoredExecution(id, in: db)
            var interpreter = try stored.interpreter(machines.machine(work["machine"], in: db))
            try step(.stop(error: error, cause: cause), &interpreter).0.write(id, after: stored.events, in: db)
            return .ended
        }
    }

    /// Feeds an input in, where nobody carries the execution out.
    private func step(_ input: InterpreterInput, _ interpreter: inout Interpreter) throws -> (JournalStep, Int64) {
        let now = clock.now.millisecondsSince1970
        let time = DateMilliseconds.date(now)
        let events = interpreter.handle(input, at: time).events
        let progress = ExecutionProgress(
            arrivals: [ExecutionProgress.Arrival(time: time, input: input)], events: events,
            snapshot: interpreter.snapshot, restsUntil: interpreter.restsUntil)
        return (try JournalStep(progress, snapshotWeight: 0), now)
    }

    /// Puts an execution where workers find it.
    private static func offer(
        _ id: Int64, machine: Int64, _ step: JournalStep, after events: Int, in db: Database
    ) throws {
        try db.run("INSERT INTO work (execution, machine, wake) VALUES (?, ?, ?)", [id, machine, step.wake])
        try step.write(id, after: events, in: db)
    }
}
