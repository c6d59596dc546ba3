internal import GRDB
internal import RenditionsWorkflow

/// What the journal holds of an execution to go on from.
struct StoredExecution: Sendable {
    let id: Int64
    /// Events in the history.
    let events: Int
    /// Bytes of the snapshot, and of the inputs since.
    let snapshotWeight: Int
    let inputWeight: Int
    private let snapshot: String
    private let inputs: [String]
    private let eventsAtSnapshot: Int

    /// - Throws: `WorkflowError` with code `corrupt` when a part is missing.
    init(_ id: Int64, in db: Database) throws {
        self.id = id
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT events, body FROM snapshot WHERE execution = ?"), arguments: [id])
        guard let row else { throw JournalCoding.damage() }
        eventsAtSnapshot = row["events"]
        snapshot = row["body"]
        inputs = try String.fetchAll(
            db.cachedStatement(sql: "SELECT body FROM input WHERE execution = ? ORDER BY id"), arguments: [id])
        events =
            try Int.fetchOne(
                db.cachedStatement(
                    sql: "SELECT first + count - 1 FROM event WHERE execution = ? ORDER BY first DESC LIMIT 1"),
                arguments: [id]) ?? 0
        snapshotWeight = snapshot.utf8.count
        inputWeight = inputs.reduce(0) { $0 + $1.utf8.count }
    }

    /// Makes the state again.
    ///
    /// - Throws: `WorkflowError` with code `corrupt`; `incompatible` when this version makes something else of the inputs
    ///   than the one that wrote them.
    func interpreter(_ machine: StateMachine) throws -> Interpreter {
        var interpreter = try Interpreter(
            machine: machine, resuming: ExecutionSnapshot(encoded: Array(snapshot.utf8)))
        var events = eventsAtSnapshot
        for text in inputs {
            for arrival in try JournalCoding.arrivals(text) {
                events += interpreter.handle(arrival.input, at: arrival.time).events.count
            }
        }
        guard events == self.events else {
            throw WorkflowError(
                .incompatible,
                "This version of the library does not come to what the journal says of "
                    + "\(interpreter.snapshot.identity.name). Let the version that began it end it.")
        }
        return interpreter
    }
}
