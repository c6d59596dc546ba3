import Synchronization

/// Counts what was given.
final class Gauge: Sendable {
    private let sum = Mutex(0)

    var total: Int { sum.withLock { $0 } }
    func add(_ count: Int) { sum.withLock { $0 += count } }
}
