internal import CoreMetrics
internal import Synchronization

/// A value that only grows.
final class PrometheusCounter: CounterHandler, FloatingPointCounterHandler, PrometheusSeries {
    private struct Amount {
        /// Apart, so that whole numbers stay exact beyond 2^53.
        var whole: Int64 = 0
        var fraction = 0.0
    }

    private let amount = Mutex(Amount())

    func increment(by count: Int64) {
        guard count > 0 else { return }
        amount.withLock { $0.whole &+= count }
    }

    func increment(by count: Double) {
        guard count > 0, count.isFinite else { return }
        amount.withLock { $0.fraction += count }
    }

    func reset() { amount.withLock { $0 = Amount() } }

    func write(_ name: String, _ labels: String, to text: inout String) {
        let now = amount.withLock { $0 }
        let value = now.fraction == 0 ? "\(now.whole)" : PrometheusName.value(Double(now.whole) + now.fraction)
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }
}
