internal import GRDB
internal import Renditions
internal import RenditionsWorkflow

/// What can be listed of an execution.
struct ExecutionRow: FetchableRecord, Sendable {
    static let columns = """
        e.id, e.machine, e.workflow, e.name, e.status, e.started, e.ended, e.redrives, e.outcome, e.input,
        (SELECT fingerprint FROM machine WHERE id = e.machine) AS fingerprint
        """

    let id: Int64
    let machine: Int64
    let identity: ExecutionIdentity
    let status: String
    private let started: Int64
    private let ended: Int64?
    private let redrives: Int
    private let outcome: String?
    private let input: String
    private let fingerprint: String

    init(row: Row) throws {
        id = row["id"]
        machine = row["machine"]
        identity = ExecutionIdentity(workflow: row["workflow"], name: row["name"])
        status = row["status"]
        started = row["started"]
        ended = row["ended"]
        redrives = row["redrives"]
        outcome = row["outcome"]
        input = row["input"]
        fingerprint = row["fingerprint"] ?? ""
    }

    static func find(_ identity: ExecutionIdentity, in db: Database) throws -> ExecutionRow? {
        try fetchOne(
            db.cachedStatement(
                sql: "SELECT \(columns) FROM execution AS e WHERE e.workflow = ? AND e.name = ?"),
            arguments: [identity.workflow, identity.name])
    }

    /// Those of some executions that have not ended.
    static func running(among executions: Set<Int64>, in db: Database) throws -> Set<Int64> {
        let list = "[" + executions.map(String.init).joined(separator: ",") + "]"
        return try Int64.fetchSet(
            db.cachedStatement(
                sql: """
                    SELECT execution.id FROM json_each(?) AS asked CROSS JOIN execution ON execution.id = asked.value
                    WHERE execution.ended IS NULL
                    """),
            arguments: [list])
    }

    var hasEnded: Bool { ended != nil }

    /// - Throws: `WorkflowError` with code `corrupt`.
    var description: ExecutionDescription {
        get throws {
            guard let status = ExecutionStatus(rawValue: status) else { throw JournalCoding.damage() }
            return ExecutionDescription(
                identity: identity, status: status, input: try JournalCoding.json(input),
                outcome: try outcome.map(JournalCoding.outcome), startedAt: DateMilliseconds.date(started),
                endedAt: ended.map(DateMilliseconds.date), redrives: redrives, fingerprint: fingerprint)
        }
    }
}
