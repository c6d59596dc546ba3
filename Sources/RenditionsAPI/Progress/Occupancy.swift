internal import Synchronization

/// How many there are in something that has room for only so many.
final class Occupancy: Sendable {
    private let count = Mutex(0)

    /// - Returns: false when there are as many as there may be.
    func enter(maximum: Int) -> Bool {
        count.withLock { count in
            guard count < maximum else { return false }
            count += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}
