internal import Synchronization

/// What all calls of a client may spend on repetitions: a bucket of tokens. Repetitions take some out, success puts some
/// back; while it is empty nothing is repeated, so that a service in trouble is not called several times as often.
package final class RetryQuota: Sendable {
    private let capacity: Int
    private let tokens: Mutex<Int>

    /// - Parameter capacity: tokens, as many as there are at first. Default 500: a hundred repetitions in a row.
    package init(capacity: Int = 500) {
        self.capacity = capacity
        tokens = Mutex(capacity)
    }

    /// How many there are.
    package var available: Int { tokens.withLock { $0 } }

    /// What a repetition after this error takes.
    package static func cost(of error: AWSError) -> Int {
        switch error.code {
        case .timedOut, .connectionFailed, .interrupted: 10
        default: 5
        }
    }

    /// What a call that succeeds at once puts back. One that succeeds after repetitions puts back what its last one took.
    package static let reward = 1

    /// False, and nothing taken, where there are too few.
    package func take(_ cost: Int) -> Bool {
        tokens.withLock { tokens in
            if tokens < cost { return false }
            tokens -= cost
            return true
        }
    }

    package func putBack(_ count: Int) {
        tokens.withLock { $0 = min(capacity, $0 + count) }
    }
}
