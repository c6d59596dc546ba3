internal import Synchronization

/// Counts what several tasks do.
final class Counter: Sendable {
    private let sum = Atomic(0)

    var total: Int { sum.load(ordering: .relaxed) }
    func add(_ count: Int) { sum.add(count, ordering: .relaxed) }
}
