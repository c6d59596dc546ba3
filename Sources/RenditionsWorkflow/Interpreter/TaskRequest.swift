#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One attempt of a task that a runner has to make.
public struct TaskRequest: Codable, Hashable, Sendable {
    /// Names the attempt within its execution. What comes back for another attempt than the current one counts for
    /// nothing.
    public struct ID: Codable, Hashable, Comparable, Sendable, CustomStringConvertible {
        public let rawValue: Int

        public init(rawValue: Int) { self.rawValue = rawValue }
        public init(from decoder: any Decoder) throws { rawValue = try Int(from: decoder) }

        public func encode(to encoder: any Encoder) throws { try rawValue.encode(to: encoder) }
        public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
        public var description: String { String(rawValue) }
    }

    public let id: ID
    /// The state's name.
    public let state: String
    public let function: FunctionName
    public let payload: JSONValue
    /// The same for every attempt of one visit to the state, after a crash and a redrive too, and for nothing else: what
    /// a task hands to others so that nothing is done twice.
    public let idempotencyToken: String
    /// Which attempt this is, from 1.
    public let attempt: Int
    /// When the attempt counts as failed; nil for never.
    public let deadline: Date?
    /// Within how many seconds of its start, and of each heartbeat, the next heartbeat must come; nil when none is asked
    /// for.
    public let heartbeat: Double?

    /// An attempt that something else than an ``Interpreter`` asks for.
    public init(
        id: ID, state: String, function: FunctionName, payload: JSONValue, idempotencyToken: String, attempt: Int,
        deadline: Date? = nil, heartbeat: Double? = nil
    ) {
        self.id = id
        self.state = state
        self.function = function
        self.payload = payload
        self.idempotencyToken = idempotencyToken
        self.attempt = attempt
        self.deadline = deadline
        self.heartbeat = heartbeat
    }
}

extension FunctionName: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try String(from: decoder)
        guard let name = FunctionName(parsing: text) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "this names no function"))
        }
        self = name
    }

    public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}
