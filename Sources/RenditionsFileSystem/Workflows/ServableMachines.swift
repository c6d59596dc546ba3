internal import GRDB
internal import RenditionsWorkflow

/// Which documents of a journal a worker can carry out.
struct ServableMachines: Sendable {
    private(set) var ids: [Int64] = []
    private var last: Int64 = 0

    /// Looks at documents that have come since the last look.
    mutating func update(
        _ registry: TaskRegistry, queue: String, workflows: Set<String>?, shelf: MachineShelf, in db: Database
    ) throws {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, workflow FROM machine WHERE id > ? AND queue = ? ORDER BY id"),
            arguments: [last, queue])
        for row in rows {
            let id: Int64 = row["id"]
            last = id
            guard workflows?.contains(row["workflow"]) ?? true else { continue }
            // A newer version of this library may have written what this one can't read.
            guard let machine = try? shelf.machine(id, in: db), (try? registry.validate(machine)) != nil else {
                continue
            }
            ids.append(id)
        }
    }

    /// Begins with another one, so that none has to wait for all of another's executions.
    mutating func rotate() {
        guard let first = ids.first else { return }
        ids.removeFirst()
        ids.append(first)
    }
}
