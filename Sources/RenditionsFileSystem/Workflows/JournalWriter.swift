internal import GRDB
internal import RenditionsWorkflow
internal import Synchronization

/// Writes for everybody in this process. What has come while a transaction was under way goes into the next one, so that
/// many executions share one wait for the disk.
final class JournalWriter: Sendable {
    /// A write that waits for its turn.
    private struct Entry: Sendable {
        let run: @Sendable (Database) throws -> Void
        let end: @Sendable ((any Error)?) -> Void
    }

    /// What a write has come to, before the transaction is committed.
    private final class Result<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }

    private struct State {
        var entries: [Entry] = []
        var isWriting = false
    }

    /// How many writes share a transaction at most, so that other processes get their turn.
    private static let batch = 256

    private let pool: DatabasePool
    private let state = Mutex(State())

    init(_ pool: DatabasePool) { self.pool = pool }

    /// Writes, and returns when the disk has it. Goes on when the caller is cancelled.
    ///
    /// - Parameter body: may be run a second time, in a transaction of its own, where one that shares the first fails.
    /// - Throws: what `body` throws, and then nothing of it is written; `WorkflowError` in place of `DatabaseError`.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let result = Result<Value>()
            let entry = Entry { db in
                let value = try body(db)
                result.value.withLock { $0 = value }
            } end: { error in
                if let value = result.value.withLock({ $0 }), error == nil {
                    continuation.resume(returning: value)
                } else if let failure = error as? DatabaseError {
                    continuation.resume(throwing: WorkflowError(failure))
                } else {
                    continuation.resume(throwing: error ?? CancellationError())
                }
            }
            let mustBegin = state.withLock { state in
                state.entries.append(entry)
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if mustBegin { pool.asyncWriteWithoutTransaction { [self] db in writeAll(in: db) } }
        }
    }

    /// Runs on the database's own queue until nothing is left.
    private func writeAll(in db: Database) {
        while true {
            let entries = state.withLock { state in
                let entries = state.entries.prefix(Self.batch)
                state.entries.removeFirst(entries.count)
                state.isWriting = !entries.isEmpty
                return entries
            }
            guard !entries.isEmpty else { return }
            if let failure = commit(entries, in: db) {
                guard entries.count > 1 else {
                    entries.first?.end(failure)
                    continue
                }
                for entry in entries { entry.end(commit([entry], in: db)) }
            } else {
                for entry in entries { entry.end(nil) }
            }
        }
    }

    /// - Returns: why nothing was written; nil when everything was.
    private func commit(_ entries: some Collection<Entry>, in db: Database) -> (any Error)? {
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
