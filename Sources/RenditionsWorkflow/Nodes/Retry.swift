/// When and how often a node is carried out again after it failed.
public struct Retry: Hashable, Sendable {
    /// The errors' names. Default: every error.
    public var errors: [String]
    /// Retries, the first attempt not counted, 0 to 99,999,999. Default 3.
    public var attempts: Int
    /// The wait before the first retry, rounded up to whole seconds, at least 1. Default 1 s.
    public var interval: Duration
    /// By what each wait is longer than the one before, at least 1. Default 2.
    public var backoff: Double
    /// No wait is longer, rounded up to whole seconds; must be above the interval. Default: no bound.
    public var maximumDelay: Duration?
    /// Whether each wait is drawn evenly between nothing and its bound, so that what failed together does not come back
    /// together. Default true.
    public var fullJitter: Bool

    public init(
        _ errors: [String] = [ErrorName.all], attempts: Int = 3, interval: Duration = .seconds(1), backoff: Double = 2,
        maximumDelay: Duration? = nil, fullJitter: Bool = true
    ) {
        self.errors = errors
        self.attempts = attempts
        self.interval = interval
        self.backoff = backoff
        self.maximumDelay = maximumDelay
        self.fullJitter = fullJitter
    }

    var document: JSONValue {
        var fields: JSONObject = [
            "ErrorEquals": .array(errors.map { .string($0) }), "IntervalSeconds": .integer(interval.wholeSeconds),
            "MaxAttempts": .integer(attempts), "BackoffRate": .number(.double(backoff)),
        ]
        if let maximumDelay { fields["MaxDelaySeconds"] = .integer(maximumDelay.wholeSeconds) }
        fields["JitterStrategy"] = fullJitter ? "FULL" : "NONE"
        return .object(fields)
    }
}
