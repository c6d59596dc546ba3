internal import GRDB
internal import RenditionsWorkflow
internal import Synchronization

/// The documents of a journal, each read once.
///
/// They are kept by what they say and not by their rows: one that is read in a transaction may never be committed, and
/// another one comes to have its number.
final class MachineShelf: Sendable {
    private let machines = Mutex<[String: StateMachine]>([:])

    /// - Throws: `WorkflowError` with code `corrupt`, or as reading a document does.
    func machine(_ id: Int64, in db: Database) throws -> StateMachine {
        let fingerprint = try String.fetchOne(
            db.cachedStatement(sql: "SELECT fingerprint FROM machine WHERE id = ?"), arguments: [id])
        guard let fingerprint else { throw JournalCoding.damage() }
        if let machine = machines.withLock({ $0[fingerprint] }) { return machine }
        let text = try String.fetchOne(db, sql: "SELECT document FROM machine WHERE id = ?", arguments: [id])
        guard let text else { throw JournalCoding.damage() }
        let machine = try StateMachine(json: text)
        machines.withLock { $0[fingerprint] = machine }
        return machine
    }

    /// The row of a document in a queue, which is written where it is missing.
    static func row(
        _ machine: StateMachine, of workflow: String, queue: String, in db: Database
    ) throws -> Int64 {
        let find = try db.cachedStatement(
            sql: "SELECT id FROM machine WHERE queue = ? AND workflow = ? AND fingerprint = ?")
        let key: StatementArguments = [queue, workflow, machine.fingerprint]
        if let id = try Int64.fetchOne(find, arguments: key) { return id }
        try db.execute(
            sql: "INSERT INTO machine (queue, workflow, fingerprint, document) VALUES (?, ?, ?, ?)",
            arguments: key + [machine.document.json])
        return db.lastInsertedRowID
    }
}
