internal import GRDB
internal import Renditions
internal import RenditionsWorkflow
internal import Synchronization

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A worker as the journal knows it. It holds what it has taken for as long as its lease, and nothing that it writes counts
/// once somebody else has taken it over: every write is made under the token of the taking.
final class JournalWorker: Sendable {
    /// An execution that was taken.
    struct Taken: Sendable {
        let stored: StoredExecution
        let machine: StateMachine
        let token: Int64
        /// How often each attempt was lost; nil when the execution was given back, and not lost with its worker.
        let lossesBefore: [TaskRequest.ID: Int]?
        let stop: InterpreterInput?
        /// Whether it fails if it is lost once more.
        let isSuspect: Bool
    }

    struct Stop: Sendable {
        let token: Int64
        let error: String?
        let cause: String?
    }

    struct Takings: Sendable {
        var executions: [Taken] = []
        /// What could have been taken and can't be read.
        var unreadable: [Int64] = []
        /// What the worker has been asked to end.
        var stops: [Stop] = []
        /// When there is more to take, as far as is known.
        var nextWake: Date?
        var kinds: ServableMachines
    }

    let id: Int64
    let configuration: DurableRunner.Configuration
    let journal: WorkflowJournal
    private let takings = Mutex<Int64>(0)

    private init(id: Int64, configuration: DurableRunner.Configuration, journal: WorkflowJournal) {
        self.id = id
        self.configuration = configuration
        self.journal = journal
    }

    static func register(
        _ configuration: DurableRunner.Configuration, journal: WorkflowJournal
    ) async throws -> JournalWorker {
        let expiry = journal.expiry(configuration)
        let id = try await journal.writer.write { db in
            try db.run("INSERT INTO worker (name, expiry) VALUES (?, ?)", [configuration.name, expiry])
            return db.lastInsertedRowID
        }
        return JournalWorker(id: id, configuration: configuration, journal: journal)
    }

    /// - Returns: the tokens of everything that the worker still holds.
    func renew() async throws -> Set<Int64> {
        let expiry = journal.expiry(configuration)
        return try await journal.writer.write { [id, configuration] db in
            try Self.write(id, configuration.name, expiry: expiry, in: db)
            return try Int64.fetchSet(
                db.cachedStatement(sql: "SELECT token FROM work WHERE worker = ?"), arguments: [id])
        }
    }

    /// Writes down until when a worker is there. Others remove workers that are not heard from.
    static func write(_ id: Int64, _ name: String, expiry: Int64, in db: Database) throws {
        try db.run(
            """
            INSERT INTO worker (id, name, expiry) VALUES (?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET expiry = excluded.expiry
            """, [id, name, expiry])
    }

    /// Gives everything back that is left, and is gone.
    func leave() async throws {
        try await journal.writer.write { [id] db in
            try db.run("UPDATE work SET worker = NULL, token = NULL WHERE worker = ?", [id])
            try db.run("DELETE FROM worker WHERE id = ?", [id])
        }
    }

    /// Gives an execution back, so that somebody else goes on with it at once.
    func giveBack(_ taken: Taken) async throws {
        try await journal.writer.write { db in
            guard try Self.holds(taken.token, taken.stored.id, in: db) else { return }
            try Self.giveBack(taken.stored.id, wake: 0, in: db)
        }
        journal.watchers.hasWork()
    }

    /// What an execution goes on from. What has been lost with another worker is counted, and the disk has the count before
    /// anything is begun.
    ///
    /// - Throws: ``LostLease``; `WorkflowError` as reading does.
    func resume(_ taken: Taken) async throws -> (interpreter: Interpreter, inputs: [InterpreterInput]) {
        let interpreter = try taken.stored.interpreter(taken.machine)
        let pending = interpreter.pendingTasks.map(\.id)
        // Nobody was there to send them.
        var inputs = pending.map { InterpreterInput.heartbeat($0) }
        if let before = taken.lossesBefore, !pending.isEmpty {
            let losses = Dictionary(uniqueKeysWithValues: pending.map { ($0, before[$0, default: 0] + 1) })
            let text = JournalCoding.text(losses)
            let isHeld = try await journal.writer.write { db in
                guard try Self.holds(taken.token, taken.stored.id, in: db) else { return false }
                try db.run("UPDATE work SET losses = ? WHERE execution = ?", [text, taken.stored.id])
                return true
            }
            guard isHeld else { throw LostLease() }
            for id in pending where losses[id, default: 0] >= configuration.maximumLostAttempts {
                inputs.append(
                    .taskFailed(
                        id, error: ErrorName.workerLost,
                        cause: "The process that carried the task out has ended \(losses[id, default: 0]) times."))
            }
        }
        return (interpreter, inputs + (taken.stop.map { [$0] } ?? []) + [.wake])
    }

    func nextToken() -> Int64 {
        takings.withLock { count in
            count += 1
            // Numbers of workers are never given twice.
            return id << 32 | count
        }
    }

    static func holds(_ token: Int64, _ execution: Int64, in db: Database) throws -> Bool {
        let current = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT token FROM work WHERE execution = ?"), arguments: [execution])
        return current == token
    }

    /// Lets others take an execution from a time on; at once, when somebody has asked for its end.
    static func giveBack(_ execution: Int64, wake: Int64, in db: Database) throws {
        try db.run(
            """
            UPDATE work SET worker = NULL, token = NULL,
                wake = CASE WHEN EXISTS (SELECT 1 FROM stop WHERE execution = work.execution) THEN 0 ELSE ? END
            WHERE execution = ?
            """, [wake, execution])
    }
}

extension WorkflowJournal {
    func expiry(_ configuration: DurableRunner.Configuration) -> Int64 {
        leaseClock.now.addingTimeInterval(configuration.leaseDuration / .seconds(1)).millisecondsSince1970
    }
}
