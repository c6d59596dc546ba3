internal import GRDB
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
