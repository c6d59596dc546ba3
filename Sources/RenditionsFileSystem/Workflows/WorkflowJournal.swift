internal import GRDB
internal import Renditions
public import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The executions of workflows in an SQLite database, one file with its write-ahead log beside it. Any number of processes
/// on one machine may use it at once: ``DurableRunner``s carry executions out, others begin, watch and end them.
public final class WorkflowJournal: Sendable {
    let pool: DatabasePool
    let writer: JournalWriter
    let watchers: JournalWatchers
    let machines = MachineShelf()
    let configuration: Configuration
    /// What executions tell the time by.
    let clock: WorkflowClock
    /// What leases and looking around go by.
    let leaseClock: WorkflowClock

    /// Opens a journal, and makes it where it is missing. Waits for the disk, and brings a journal of an older version up
    /// to date.
    ///
    /// - Parameters:
    ///   - path: of the database's file; its folder must be there, on a local disk.
    ///   - clock: tells executions the time: waits, timeouts, retries, dates.
    ///   - leaseClock: tells for how long workers hold what they have taken. All processes must agree on its time.
    /// - Throws: `WorkflowError` with codes `corrupt` (the file is not a database), `incompatible` (a newer version or
    ///   another application made it), `unavailable`. A file that is refused is left as it was.
    public init(
        path: String, configuration: Configuration = Configuration(), clock: WorkflowClock = .system,
        leaseClock: WorkflowClock = .system
    ) throws {
        guard SQLiteFile.isFile(path) else {
            throw WorkflowError(.invalidRequest, "The path of the workflows' journal is not that of a file.")
        }
        do {
            let pool = try JournalDatabase.open(path: path, configuration: configuration)
            self.pool = pool
            writer = JournalWriter(pool)
            let foreignWrites = try ForeignWrites(path: path)
            watchers = JournalWatchers {
                let next = leaseClock.now.addingTimeInterval(configuration.pollInterval / .seconds(1))
                guard (try? await leaseClock.sleep(until: next)) != nil else { return nil }
                return await foreignWrites.look()
            } running: { executions in
                try? await pool.read { db in try ExecutionRow.running(among: executions, in: db) }
            }
        } catch let error as DatabaseError {
            throw WorkflowError(error)
        }
        self.configuration = configuration
        self.clock = clock
        self.leaseClock = leaseClock
    }

    /// - Throws: `WorkflowError` with codes `not-found`, `corrupt`, `unavailable`.
    public func describe(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        try await row(execution).description
    }

    /// Executions, those begun last first.
    ///
    /// - Throws: `WorkflowError` with codes `invalid-request` (the cursor is none of a journal's), `corrupt`,
    ///   `unavailable`.
    public func page(_ request: ExecutionListRequest) async throws -> ExecutionPage {
        let query = try ExecutionQuery(request)
        let rows = try await read { db in
            try ExecutionRow.fetchAll(db.cachedStatement(sql: query.sql), arguments: query.arguments)
        }
        let isLast = rows.count <= request.limit
        let shown = rows.prefix(request.limit)
        return ExecutionPage(
            executions: try shown.map { try $0.description }, next: isLast ? nil : shown.last.map { String($0.id) })
    }

    /// The document that an execution carries out.
    ///
    /// - Throws: `WorkflowError` with codes `not-found`, `corrupt`, `unavailable`, and as of reading a document.
    public func machine(of execution: ExecutionIdentity) async throws -> StateMachine {
        let id = try await row(execution).id
        return try await read { [machines] db in
            guard
                let machine = try Int64.fetchOne(db, sql: "SELECT machine FROM execution WHERE id = ?", arguments: [id])
            else { throw JournalCoding.damage() }
            return try machines.machine(machine, in: db)
        }
    }

    /// What has happened so far, in order.
    ///
    /// - Throws: `WorkflowError` with codes `not-found`, `corrupt`, `unavailable`.
    public func history(of execution: ExecutionIdentity) async throws -> [HistoryEvent] {
        let row = try await row(execution)
        return try await events(of: row.id, after: 0)
    }

    /// What has happened so far and what happens from now on, in order, up to the execution's end, whoever carries it out.
    ///
    /// - Throws: `WorkflowError` with codes `not-found`, `corrupt`, `unavailable`.
    public func events(of execution: ExecutionIdentity) async throws -> WorkflowEvents {
        let row = try await row(execution)
        let (stream, continuation) = AsyncThrowingStream<HistoryEvent, any Error>.makeStream()
        let following = Task { [self] in
            do {
                try await follow(row.id) { continuation.yield($0) }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in following.cancel() }
        return WorkflowEvents(stream)
    }

    /// Waits for the end of an execution, whoever carries it out.
    ///
    /// - Throws: `WorkflowError` with codes `not-found`, `corrupt`, `unavailable`; `CancellationError` when the caller is
    ///   cancelled, which does not touch the execution.
    public func outcome(of execution: ExecutionIdentity) async throws -> ExecutionOutcome {
        let id = try await row(execution).id
        for await _ in watchers.watch(.end(of: id)) {
            if let outcome = try await row(execution).description.outcome { return outcome }
        }
        throw CancellationError()
    }

    /// How SQLite goes about a listing, one line for each step; for tests that hold the indexes to their purpose.
    package func queryPlan(of request: ExecutionListRequest) async throws -> [String] {
        let query = try ExecutionQuery(request)
        return try await read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + query.sql, arguments: query.arguments)
                .map { $0["detail"] }
        }
    }

    /// The value of a pragma of the connection that writes; for tests.
    package func pragma(_ name: String) async throws -> String? {
        try await pool.writeWithoutTransaction { db in try String.fetchOne(db, sql: "PRAGMA " + name) }
    }

    /// How many writes of this process wait for their turn, and how many transactions it has tried; for tests.
    package var writes: (waiting: Int, transactions: Int) { writer.counts }
}

extension WorkflowJournal {
    /// - Throws: `WorkflowError` in place of `DatabaseError`.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch let error as DatabaseError {
            throw WorkflowError(error)
        }
    }

    /// - Throws: `WorkflowError` with code `not-found`.
    func row(_ execution: ExecutionIdentity) async throws -> ExecutionRow {
        guard let row = try await read({ db in try ExecutionRow.find(execution, in: db) }) else {
            throw Self.missing(execution)
        }
        return row
    }

    static func missing(_ execution: ExecutionIdentity) -> WorkflowError {
        WorkflowError(.notFound, "There is no execution \(execution.name) of \(execution.workflow).")
    }

    private func events(of execution: Int64, after count: Int) async throws -> [HistoryEvent] {
        let bodies = try await read { db in
            try String.fetchAll(
                db.cachedStatement(sql: "SELECT body FROM event WHERE execution = ? AND first > ? ORDER BY first"),
                arguments: [execution, count])
        }
        return try bodies.flatMap(JournalCoding.events)
    }

    private func follow(_ execution: Int64, _ tell: (HistoryEvent) -> Void) async throws {
        var count = 0
        for await _ in watchers.watch(.events(of: execution)) {
            // Asked first: what is read afterwards is then complete.
            let isRunning = try await read { db in
                try Bool.fetchOne(
                    db.cachedStatement(sql: "SELECT ended IS NULL FROM execution WHERE id = ?"),
                    arguments: [execution]) ?? false
            }
            let events = try await events(of: execution, after: count)
            for event in events { tell(event) }
            count += events.count
            guard isRunning else { return }
        }
        throw CancellationError()
    }
}
