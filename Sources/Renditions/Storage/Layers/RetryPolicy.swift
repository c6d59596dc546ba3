/// How often and after how long a failed call is made again.
///
/// The waits grow by the factor and are drawn evenly between nothing and that bound ("full jitter"), so that callers that
/// failed together do not come back together.
public struct RetryPolicy: Hashable, Sendable {
    /// Calls in all, the first one included. Default 4.
    public var attempts: Int
    /// The bound of the first wait. Default 100 ms.
    public var firstDelay: Duration
    /// By how much the bound grows from wait to wait. Default 2.
    public var factor: Double
    /// No wait is longer. Default 5 s.
    public var maximumDelay: Duration
    /// How long after the first call another one may still begin; nil for as long as ``attempts`` allow. Default nil.
    /// A call under way is not cut short.
    public var deadline: Duration?

    public init(
        attempts: Int = 4, firstDelay: Duration = .milliseconds(100), factor: Double = 2,
        maximumDelay: Duration = .seconds(5), deadline: Duration? = nil
    ) {
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.factor = factor
        self.maximumDelay = maximumDelay
        self.deadline = deadline
    }

    /// The bound of the wait after so many failures, from 1.
    public func delayBound(afterFailures failures: Int) -> Duration {
        var bound = firstDelay
        for _ in 1..<max(1, failures) {
            bound = bound * factor
            if bound >= maximumDelay { return maximumDelay }
        }
        return min(bound, maximumDelay)
    }
}

/// Carries a ``RetryPolicy`` out.
struct Retrier: Sendable {
    let policy: RetryPolicy
    let clock: any Clock<Duration>
    /// Gives a number from 0 up to and without 1.
    let random: @Sendable () -> Double

    /// Calls `body` until it succeeds, fails for good, has failed as often as allowed, or would be called again too
    /// late. It is told which call this is, from 1.
    func run<Result: Sendable>(_ body: (_ attempt: Int) async throws -> Result) async throws -> Result {
        try await run(on: clock, body)
    }

    private func run<Result: Sendable>(
        on clock: some Clock<Duration>, _ body: (_ attempt: Int) async throws -> Result
    ) async throws -> Result {
        let start = clock.now
        var attempt = 1
        while true {
            do {
                return try await body(attempt)
            } catch let error as StoreError where error.isRetryable && attempt < policy.attempts {
                let delay = policy.delayBound(afterFailures: attempt) * random()
                if let deadline = policy.deadline, start.duration(to: clock.now) + delay > deadline { throw error }
                try await clock.sleep(for: delay)
                attempt += 1
            }
        }
    }
}
