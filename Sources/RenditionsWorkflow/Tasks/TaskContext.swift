public import Logging

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a task is told about its call. Cancellation arrives as that of the Swift task in which it runs.
public struct TaskContext: Sendable {
    /// The same for every attempt of one visit to a state, after crashes too, and for nothing else. Whatever the task has
    /// others do should carry it, so that nothing is done twice.
    public let idempotencyToken: String
    /// Which attempt this is, from 1.
    public let attempt: Int
    /// When the attempt counts as failed; nil for never.
    public let deadline: Date?
    /// The execution that it belongs to.
    public let execution: ExecutionIdentity
    /// The state's name.
    public let state: String
    /// Speaks at `debug` and `trace` only.
    public let logger: Logger

    private let beat: @Sendable () -> Void

    /// What the payload of a task state tells a function on AWS, for it to make a context of: a template of the States Language.
    package static let template: JSONValue = [
        "execution.$": "$$.Execution.Id", "state.$": "$$.State.Name", "entered.$": "$$.State.EnteredTime",
        "attempt.$": "$$.State.RetryCount",
    ]

    public init(
        idempotencyToken: String, attempt: Int, deadline: Date?, execution: ExecutionIdentity, state: String,
        logger: Logger, heartbeat: @escaping @Sendable () -> Void = {}
    ) {
        self.idempotencyToken = idempotencyToken
        self.attempt = attempt
        self.deadline = deadline
        self.execution = execution
        self.state = state
        self.logger = logger
        beat = heartbeat
    }

    /// Says that the task is alive. Where a state asks for heartbeats, an attempt without them fails.
    public func heartbeat() { beat() }
}
