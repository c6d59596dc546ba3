internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Where a page of executions ended: the last of them, and from which page of each machine's own list to go on.
struct ExecutionCursor: Codable, Sendable {
    /// When the last began, in seconds since 1970.
    var began: Double
    /// The executions that began then and were given, by their ARNs.
    var given: [String]
    /// The token of the page of each machine that has the next one; none for a machine's first page.
    var tokens: [String: String]
    /// Machines that have no more.
    var ended: [String]

    init() { (began, given, tokens, ended) = (.infinity, [], [:], []) }

    /// - Throws: `WorkflowError` with code `invalid-request`.
    init(_ text: String) throws {
        guard let data = Data(base64Encoded: text), let cursor = try? JSONDecoder().decode(Self.self, from: data) else {
            throw WorkflowError(.invalidRequest, "The cursor is not one that this runner gave.")
        }
        self = cursor
    }

    /// Whether an execution stands behind this place.
    func precedes(_ execution: ListedExecution) -> Bool {
        execution.began < began || execution.began == began && !given.contains(execution.arn)
    }

    mutating func move(past execution: ListedExecution) {
        if execution.began != began { given = [] }
        began = execution.began
        given.append(execution.arn)
    }

    /// - Throws: `WorkflowError` with code `invalid-request`.
    var text: String {
        get throws {
            do {
                return try JSONEncoder().encode(self).base64EncodedString()
            } catch {
                throw WorkflowError(.invalidRequest, "The place in a list can't be written down.", cause: error)
            }
        }
    }
}

/// An execution as lists have it.
struct ListedExecution: Sendable {
    var arn: String
    /// Seconds since 1970.
    var began: Double

    init?(_ json: JSONValue) {
        guard let arn = json["executionArn"]?.stringValue, let began = json["startDate"]?.numberValue?.doubleValue
        else {
            return nil
        }
        self.arn = arn
        self.began = began
    }
}
