internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsWorkflow

/// Looks at every execution of a journal, when nobody works on it any more.
struct JournalCheck {
    private(set) var violations: [String] = []
    private(set) var executions = 0
    /// Executions by how they ended.
    private(set) var outcomes: [String: Int] = [:]

    init(_ journal: WorkflowJournal, allowing errors: Set<String>) async throws {
        if let integrity = try await journal.pragma("integrity_check"), integrity != "ok" {
            violations.append("the journal's file is damaged: \(integrity)")
        }
        var request = ExecutionListRequest(limit: 500)
        repeat {
            let page = try await journal.page(request)
            for execution in page.executions {
                executions += 1
                let name = "\(execution.identity.workflow) \(execution.identity.name)"
                check(execution, name, errors)
                check(try await journal.history(of: execution.identity), name)
            }
            request.cursor = page.next
        } while request.cursor != nil
    }

    private mutating func check(_ execution: ExecutionDescription, _ name: String, _ errors: Set<String>) {
        switch execution.outcome {
        case .succeeded: outcomes["succeeded", default: 0] += 1
        case .failed(let error?, _) where errors.contains(error): outcomes[error, default: 0] += 1
        case nil: violations.append("\(name) has not ended")
        case let outcome?: violations.append("\(name) ended with \(outcome)")
        }
    }

    private mutating func check(_ history: [HistoryEvent], _ name: String) {
        if history.map(\.id) != Array(1...max(1, history.count)) {
            violations.append("\(name): its history is \(history.map(\.id))")
        }
        let ends = history.filter { Self.ends.contains($0.type) }
        if ends.count != 1 || history.last.map({ Self.ends.contains($0.type) }) != true {
            violations.append("\(name): its history has \(ends.count) ends")
        }
        // From each success back to the visit that it belongs to.
        var visits: Set<Int> = []
        for event in history where Self.successes.contains(event.type) {
            var current = event
            while !Self.entries.contains(current.type), history.indices.contains(current.previousID - 1) {
                current = history[current.previousID - 1]
            }
            if !visits.insert(current.id).inserted {
                violations.append("\(name): the visit \(current.id) of \(current.state ?? "?") has succeeded twice")
            }
        }
    }

    /// Each has one: nothing here is redriven, since only erasures are, and those do not fail.
    private static let ends: Set<HistoryEventType> = [
        .executionSucceeded, .executionFailed, .executionTimedOut, .executionAborted,
    ]
    private static let successes: Set<HistoryEventType> = [.taskSucceeded, .lambdaFunctionSucceeded]
    private static let entries: Set<HistoryEventType> = [.taskStateEntered]
}
