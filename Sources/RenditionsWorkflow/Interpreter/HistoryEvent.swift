#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One thing that happened in an execution.
public struct HistoryEvent: Codable, Hashable, Sendable {
    /// From 1 without gaps within its execution, or within its ``child``.
    public let id: Int
    /// The event that led to this one; 0 for the first.
    public let previousID: Int
    public let timestamp: Date
    public let type: HistoryEventType
    /// The item of a distributed map in whose own history the event stands, as `Map state/index`; nil for the execution
    /// itself.
    public let child: String?
    /// The state's name, where the event is about one.
    public let state: String?
    /// The item's index, where the event is about an iteration.
    public let index: Int?
    public let input: JSONValue?
    public let output: JSONValue?
    public let error: String?
    public let cause: String?
    /// The attempt, where the event is about a task.
    public let task: TaskRequest.ID?

    /// An event that something else than an ``Interpreter`` tells of.
    package init(
        id: Int, previousID: Int, timestamp: Date, type: HistoryEventType, child: String? = nil, state: String? = nil,
        index: Int? = nil, input: JSONValue? = nil, output: JSONValue? = nil, error: String? = nil,
        cause: String? = nil,
        task: TaskRequest.ID? = nil
    ) {
        self.id = id
        self.previousID = previousID
        self.timestamp = timestamp
        self.type = type
        self.child = child
        self.state = state
        self.index = index
        self.input = input
        self.output = output
        self.error = error
        self.cause = cause
        self.task = task
    }
}
