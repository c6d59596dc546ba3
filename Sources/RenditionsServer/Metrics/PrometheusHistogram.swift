internal import CoreMetrics
internal import Synchronization

/// How many values lie below each of some bounds, and their sum. A timer's values are seconds.
final class PrometheusHistogram: TimerHandler, RecorderHandler, PrometheusSeries {
    private struct Tally {
        /// For each bucket alone; the last is beyond all bounds.
        var counts: [UInt64]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let tally: Mutex<Tally>

    /// - Parameter bounds: the upper bounds of the buckets, which contain them, in ascending order.
    init(_ bounds: [Double]) {
        self.bounds = bounds
        tally = Mutex(Tally(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        tally.withLock { tally in
            tally.counts[bucket] += 1
            tally.sum += value
        }
    }

    func write(_ name: String, _ labels: String, to text: inout String) {
        let now = tally.withLock { $0 }
        let before = labels.isEmpty ? "" : labels + ","
        var count: UInt64 = 0
        for (bucket, bound) in zip(now.counts, bounds + [.infinity]) {
            count += bucket
            text += "\(name)_bucket{\(before)le=\"\(PrometheusName.value(bound))\"} \(count)\n"
        }
        let braces = labels.isEmpty ? "" : "{\(labels)}"
        text += "\(name)_sum\(braces) \(PrometheusName.value(now.sum))\n\(name)_count\(braces) \(count)\n"
    }
}
