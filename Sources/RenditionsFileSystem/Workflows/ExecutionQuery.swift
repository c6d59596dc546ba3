internal import GRDB
internal import RenditionsWorkflow

/// A listing as one statement of SQL. It gives one row more than the page has, which tells whether there is another.
struct ExecutionQuery: Sendable {
    let sql: String
    let arguments: StatementArguments

    /// - Throws: `WorkflowError` with code `invalid-request` when the cursor is none of a journal's, or the limit is out
    ///   of range.
    init(_ request: ExecutionListRequest) throws {
        guard (1...1_000).contains(request.limit) else {
            throw WorkflowError(.invalidRequest, "A page has 1 to 1,000 executions, not \(request.limit).")
        }
        var conditions: [String] = []
        var arguments = StatementArguments()
        if let workflow = request.workflow {
            conditions.append("e.workflow = ?")
            arguments += [workflow]
        }
        if let status = request.status {
            conditions.append("e.status = ?")
            arguments += [status.rawValue]
        }
        if let cursor = request.cursor {
            guard let id = Int64(cursor) else {
                throw WorkflowError(.invalidRequest, "'\(cursor)' is no cursor of this journal.")
            }
            conditions.append("e.id < ?")
            arguments += [id]
        }
        // Named, because SQLite might take an index with the names of executions in it, and sort.
        let index =
            switch (request.workflow, request.status) {
            case (nil, nil): "NOT INDEXED"
            case (nil, _?): "INDEXED BY execution_by_status"
            case (_?, nil): "INDEXED BY execution_by_workflow"
            case (_?, _?): "INDEXED BY execution_by_workflow_and_status"
            }
        let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        sql = "SELECT \(ExecutionRow.columns) FROM execution AS e \(index) \(filter) ORDER BY e.id DESC LIMIT ?"
        self.arguments = arguments + [request.limit + 1]
    }
}
