internal import GRDB
internal import RenditionsWorkflow
internal import Synchronization

/// Writes for everybody in this process. What has come while a transaction was under way goes into the next one, so that
/// many executions share one wait for the disk.
final class JournalWriter: Sendable {
    /// A write that waits for its turn.
    private struct Entry: Sendable {
        /// Throws where the transaction must not be committed.
        let run: @Sendable (Database) throws -> Void
        let end: @Sendable ((any Error)?) -> Void
    }

    /// What a write has come to, before the transaction is committed.
    private final class Outcome<Value: Sendable>: Sendable {
        let result = Mutex<Result<Value, any Error>?>(nil)
    }

    private struct State {
        var entries: [Entry] = []
        var isWriting = false
        var transactions = 0
        /// When other processes have had their turn last.
        var lastPause = ContinuousClock.now
    }

    /// How many writes share a transaction at most.
    private static let batch = 256
    /// After so much time of writing others get their turn; for longer than they wait between two tries.
    private static let pauseInterval = Duration.milliseconds(20)
    private static let pause = SQLiteFile.retryInterval * 2

    private let pool: DatabasePool
    private let state = Mutex(State())

    init(_ pool: DatabasePool) { self.pool = pool }

    /// How many writes wait for their turn, and how many transactions were tried; for tests.
    var counts: (waiting: Int, transactions: Int) { state.withLock { ($0.entries.count, $0.transactions) } }

    /// Writes, and returns when the disk has it. Goes on when the caller is cancelled.
    ///
    /// - Parameter body: may be run a second time, in a transaction of its own, where one that shares the first fails.
    /// - Throws: what `body` throws, and then nothing of it is written; `WorkflowError` in place of `DatabaseError`.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let outcome = Outcome<Value>()
            let entry = Entry { db in
                let changes = db.totalChangesCount
                do {
                    let value = try body(db)
                    outcome.result.withLock { $0 = .success(value) }
                } catch let error where !(error is DatabaseError) && db.totalChangesCount == changes {
                    // It has written nothing, and the others' writes are none of its business.
                    outcome.result.withLock { $0 = .failure(error) }
                }
            } end: { failure in
                if let failure {
                    continuation.resume(throwing: (failure as? DatabaseError).map { WorkflowError($0) } ?? failure)
                } else {
                    let result = outcome.result.withLock { $0 }
                    continuation.resume(with: result ?? .failure(CancellationError()))
                }
            }
            let mustBegin = state.withLock { state in
                state.entries.append(entry)
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if mustBegin { writeNext() }
        }
    }

    /// Has a batch written on the database's own queue, and after it the next one.
    private func writeNext() {
        pool.asyncWriteWithoutTransaction { [self] db in
            let entries = state.withLock { state in
                let entries = state.entries.prefix(Self.batch)
                state.entries.removeFirst(entries.count)
                return entries
            }
            write(entries, in: db)
            let mustGoOn = state.withLock { state in
                state.isWriting = !state.entries.isEmpty
                return state.isWriting
            }
            guard mustGoOn else { return }
            letOthersIn()
            writeNext()
        }
    }

    private func write(_ entries: some Collection<Entry>, in db: Database) {
        let failure = commit(entries, in: db)
        if failure != nil, entries.count > 1 {
            for entry in entries { entry.end(commit([entry], in: db)) }
        } else {
            for entry in entries { entry.end(failure) }
        }
    }

    /// Who waits for SQLite's lock is in no queue: whoever tries at the right moment has it. One process that writes
    /// without a break would leave the others no such moment.
    private func letOthersIn() {
        let isTime = state.withLock { state in
            let now = ContinuousClock.now
            guard now - state.lastPause >= Self.pauseInterval else { return false }
            state.lastPause = now
            return true
        }
        if isTime { SQLiteFile.sleep(Self.pause) }
    }

    /// - Returns: why nothing was written; nil when everything was.
    private func commit(_ entries: some Collection<Entry>, in db: Database) -> (any Error)? {
        state.withLock { $0.transactions += 1 }
        do {
            try db.inTransaction(.immediate) {
                for entry in entries { try entry.run(db) }
                return .commit
            }
            return nil
        } catch {
            return error
        }
    }
}
