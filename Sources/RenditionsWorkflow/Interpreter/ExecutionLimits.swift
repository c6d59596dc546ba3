/// The quotas of Step Functions, which hold here as well, so that what runs here also runs there.
public struct ExecutionLimits: Codable, Hashable, Sendable {
    /// The most bytes that an input, a result or an output may have as JSON. Default 262,144.
    public var payloadBytes: Int
    /// The most events that one execution's history may have; nil for no bound. Default 25,000. An execution that would
    /// have more fails, which also ends loops that nobody leaves.
    public var historyEvents: Int?

    public init(payloadBytes: Int = 262_144, historyEvents: Int? = 25_000) {
        self.payloadBytes = payloadBytes
        self.historyEvents = historyEvents
    }
}
