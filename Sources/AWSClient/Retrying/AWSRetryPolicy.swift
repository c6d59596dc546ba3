/// How often and after how long a failed call is made again.
///
/// The waits grow by a factor of two and are drawn evenly between nothing and that bound ("full jitter"), so that callers
/// that failed together do not come back together.
package struct AWSRetryPolicy: Hashable, Sendable {
    /// Calls in all, the first one included. Default 4.
    package var attempts: Int
    /// The bound of the first wait. Default 50 ms.
    package var firstDelay: Duration
    /// No wait is longer, but for one that the service asks for. Default 20 s.
    package var maximumDelay: Duration
    /// A service that asks for a longer wait is not called again. Default 60 s.
    package var maximumRetryAfter: Duration

    package init(
        attempts: Int = 4, firstDelay: Duration = .milliseconds(50), maximumDelay: Duration = .seconds(20),
        maximumRetryAfter: Duration = .seconds(60)
    ) {
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.maximumDelay = maximumDelay
        self.maximumRetryAfter = maximumRetryAfter
    }

    /// Each call is made once.
    package static let never = AWSRetryPolicy(attempts: 1)

    /// How long to wait after so many failures, from 1; nil when the service asks for too long.
    ///
    /// - Parameter random: from 0 up to and without 1.
    package func delay(afterFailures failures: Int, of error: AWSError, random: Double) -> Duration? {
        var bound = firstDelay
        for _ in 1..<max(1, failures) where bound < maximumDelay { bound = bound * 2 }
        let delay = min(bound, maximumDelay) * random
        guard let wanted = error.retryAfter else { return delay }
        return wanted > maximumRetryAfter ? nil : max(delay, wanted)
    }
}
