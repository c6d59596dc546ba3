internal import GRDB
internal import Renditions
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension JournalWorker {
    private struct Candidate {
        let execution: Int64
        let machine: Int64
        let losses: String?
        let wasLost: Bool
        /// Whether it fails if it is lost once more.
        var isSuspect = false
    }

    /// Takes executions whose worker was not heard from, and those whose time has come.
    ///
    /// - Parameters:
    ///   - count: the most that are taken.
    ///   - refused: executions that stay where they are.
    ///   - hasSuspect: whether the worker carries one out already that fails if it is lost once more. Of those each worker
    ///     has one at a time: then what ends a process is given up without the others that were lost with it.
    func take(
        _ count: Int, kinds: ServableMachines, registry: TaskRegistry, refused: Set<Int64>, hasSuspect: Bool
    ) async throws -> Takings {
        let expiry = journal.expiry(configuration)
        return try await journal.writer.write { [self] db in
            // A process that stood still may have been removed. What it takes must not be held by nobody.
            try Self.write(id, configuration.name, expiry: expiry, in: db)
            var takings = Takings(kinds: kinds)
            try takings.kinds.update(
                registry, queue: configuration.queue, workflows: configuration.workflows, shelf: journal.machines,
                in: db)
            let now = journal.clock.now.millisecondsSince1970
            var candidates = try lost(count, takings.kinds.ids, refused, hasSuspect: hasSuspect, in: db)
            for machine in takings.kinds.ids where candidates.count < count {
                candidates += try waiting(count - candidates.count + refused.count, machine, now, in: db)
            }
            for candidate in candidates where takings.executions.count < count {
                guard !refused.contains(candidate.execution) else { continue }
                do {
                    takings.executions.append(try take(candidate, in: db))
                } catch is WorkflowError {
                    // What is wrong with one must not keep the others from being carried out.
                    takings.unreadable.append(candidate.execution)
                }
            }
            takings.stops = try stops(in: db)
            takings.nextWake = try nextWake(takings.kinds.ids, after: now, in: db)
            takings.kinds.rotate()
            return takings
        }
    }

    private func lost(
        _ count: Int, _ machines: [Int64], _ refused: Set<Int64>, hasSuspect: Bool, in db: Database
    ) throws -> [Candidate] {
        let workers = try lostWorkers(in: db)
        var found: [Candidate] = []
        var hasSuspect = hasSuspect
        for worker in workers {
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT execution, machine, losses FROM work INDEXED BY work_by_worker WHERE worker = ?"),
                arguments: [worker])
            if rows.isEmpty { try db.run("DELETE FROM worker WHERE id = ?", [worker]) }
            for row in rows {
                var candidate = Candidate(
                    execution: row["execution"], machine: row["machine"], losses: row["losses"], wasLost: true)
                guard machines.contains(candidate.machine), !refused.contains(candidate.execution) else { continue }
                candidate.isSuspect = isSuspect(candidate)
                guard !candidate.isSuspect || !hasSuspect else { continue }
                hasSuspect = hasSuspect || candidate.isSuspect
                found.append(candidate)
            }
            if found.count >= count { break }
        }
        return found
    }

    /// Workers whose lease is over, and those that hold something and are not there at all.
    private func lostWorkers(in db: Database) throws -> [Int64] {
        let now = journal.leaseClock.now.millisecondsSince1970
        // From each holder to the next in the index, since one may hold much.
        return try Int64.fetchAll(
            db.cachedStatement(
                sql: """
                    WITH RECURSIVE holder (id) AS (
                        SELECT min(worker) FROM work WHERE worker IS NOT NULL
                        UNION ALL
                        SELECT (SELECT min(worker) FROM work WHERE worker > holder.id)
                        FROM holder WHERE holder.id IS NOT NULL)
                    SELECT id FROM worker WHERE expiry <= ? AND id <> ?
                    UNION ALL
                    SELECT id FROM holder WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM worker)
                    """),
            arguments: [now, id])
    }

    /// What can't be read is no suspect; taking it tells.
    private func isSuspect(_ candidate: Candidate) -> Bool {
        let losses = candidate.losses.flatMap { try? JournalCoding.losses($0) } ?? [:]
        return (losses.values.max() ?? 0) + 1 >= configuration.maximumLostAttempts - 1
    }

    private func waiting(_ count: Int, _ machine: Int64, _ now: Int64, in db: Database) throws -> [Candidate] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT execution, losses FROM work INDEXED BY work_that_waits
                    WHERE worker IS NULL AND machine = ? AND wake <= ? ORDER BY wake LIMIT ?
                    """),
            arguments: [machine, now, count])
        return rows.map {
            Candidate(execution: $0["execution"], machine: machine, losses: $0["losses"], wasLost: false)
        }
    }

    private func take(_ candidate: Candidate, in db: Database) throws -> Taken {
        let stop = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT error, cause FROM stop WHERE execution = ?"),
            arguments: [candidate.execution])
        let taken = Taken(
            stored: try StoredExecution(candidate.execution, in: db),
            machine: try journal.machines.machine(candidate.machine, in: db), token: nextToken(),
            lossesBefore: candidate.wasLost ? try candidate.losses.map(JournalCoding.losses) ?? [:] : nil,
            stop: stop.map { .stop(error: $0["error"], cause: $0["cause"]) }, isSuspect: candidate.isSuspect)
        try db.run(
            "UPDATE work SET worker = ?, token = ? WHERE execution = ?", [id, taken.token, candidate.execution])
        return taken
    }

    private func stops(in db: Database) throws -> [Stop] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT work.token, stop.error, stop.cause FROM stop CROSS JOIN work ON work.execution = stop.execution
                    WHERE work.worker = ?
                    """),
            arguments: [id])
        return rows.map { Stop(token: $0["token"], error: $0["error"], cause: $0["cause"]) }
    }

    private func nextWake(_ machines: [Int64], after now: Int64, in db: Database) throws -> Date? {
        let find = try db.cachedStatement(
            sql: """
                SELECT wake FROM work INDEXED BY work_that_waits
                WHERE worker IS NULL AND machine = ? AND wake > ? ORDER BY wake LIMIT 1
                """)
        return try machines.compactMap { try Int64.fetchOne(find, arguments: [$0, now]) }.min()
            .map(DateMilliseconds.date)
    }
}
