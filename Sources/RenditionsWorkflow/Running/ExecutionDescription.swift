#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Where an execution stands.
public struct ExecutionDescription: Codable, Hashable, Sendable {
    public var identity: ExecutionIdentity
    public var status: ExecutionStatus
    public var input: JSONValue
    /// Nil while it runs.
    public var outcome: ExecutionOutcome?
    public var startedAt: Date
    /// Nil while it runs.
    public var endedAt: Date?
    /// How often it was redriven.
    public var redrives: Int
    /// The ``StateMachine/fingerprint`` of the document that it carries out.
    public var fingerprint: String

    public init(
        identity: ExecutionIdentity, status: ExecutionStatus, input: JSONValue, outcome: ExecutionOutcome?,
        startedAt: Date, endedAt: Date?, redrives: Int, fingerprint: String
    ) {
        self.identity = identity
        self.status = status
        self.input = input
        self.outcome = outcome
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.redrives = redrives
        self.fingerprint = fingerprint
    }
}
