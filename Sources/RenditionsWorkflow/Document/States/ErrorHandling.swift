/// What a state does about failures.
struct ErrorHandling: Hashable, Sendable {
    var retriers: [Retrier] = []
    var catchers: [Catcher] = []

    struct Retrier: Hashable, Sendable {
        let errors: [String]
        /// Seconds before the first retry.
        let interval: Double
        /// Retries, the first attempt not counted.
        let maximumAttempts: Int
        let backoffRate: Double
        /// No wait is longer, in seconds; nil for no bound.
        let maximumDelay: Double?
        /// Whether each wait is drawn evenly between nothing and its bound.
        let hasFullJitter: Bool

        /// Seconds to wait after so many retries by this retrier, before jitter.
        func delay(afterRetries retries: Int) -> Double {
            var delay = interval
            for _ in 0..<retries {
                delay *= backoffRate
                if let maximumDelay, delay >= maximumDelay { return maximumDelay }
                // A year is the longest that Step Functions runs anything.
                if delay >= 31_536_000 { return 31_536_000 }
            }
            return maximumDelay.map { min($0, delay) } ?? delay
        }
    }

    struct Catcher: Hashable, Sendable {
        let errors: [String]
        let next: Int
        let result: ResultField
    }
}
