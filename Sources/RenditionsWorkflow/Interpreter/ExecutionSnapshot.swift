#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Everything that an ``Interpreter`` knows about an execution besides the machine. It can be kept, and an interpreter
/// made from it goes on where this one stood.
public struct ExecutionSnapshot: Codable, Sendable {
    /// What this library writes and reads.
    public static let currentVersion = 1

    /// The execution within the execution that is one item of a distributed map.
    struct Child: Codable, Sendable {
        /// `Map state/index`, behind that of the child that it stands in.
        let name: String
        let input: JSONValue
        let startedAt: Date
        var events = 0
    }

    public let version: Int
    /// The ``StateMachine/fingerprint`` of the machine that it belongs to.
    public let fingerprint: String
    public let identity: ExecutionIdentity
    public let input: JSONValue
    public let limits: ExecutionLimits
    /// Nil until the execution has begun.
    public internal(set) var startedAt: Date?
    /// Nil while it runs.
    public internal(set) var outcome: ExecutionOutcome?
    /// How often it was redriven.
    public internal(set) var redrives = 0
    var redrivenAt: Date?
    /// Events in the execution's own history.
    public internal(set) var events = 0

    var deadline: Date?
    var random: SeededRandom
    var strands: [Int: Strand] = [:]
    /// Strands that can go on at once.
    var ready: [Int] = []
    /// When strands that wait have to be looked at.
    var timers: [Int: Date] = [:]
    var tasks: [Int: Int] = [:]
    var children: [Int: Child] = [:]
    var strandCount = 0
    var taskCount = 0
    var childCount = 0

    public var status: ExecutionStatus { outcome?.status ?? .running }
}
