public import CoreMetrics
internal import Synchronization

/// Keeps metrics of swift-metrics, and writes them in Prometheus' text format, version 0.0.4.
///
/// Counters end in `_total`, timers in `_seconds`; timers, and recorders that aggregate, are histograms. Characters that a
/// name can't have become underscores. Of two metrics of one name and different kinds the second is dropped, since a name
/// stands for one kind; so is every series beyond ``maximumSeries``. What is dropped is counted, in
/// `renditions_metrics_dropped_total`.
public final class PrometheusRegistry: MetricsFactory {
    /// The upper bounds of the buckets of timers, in seconds.
    public static let secondsBuckets: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]
    /// The upper bounds of the buckets of recorders: powers of four, from 1 to 4^15, which is a GiB where bytes are meant.
    public static let recorderBuckets: [Double] = (0...15).map { Double(UInt64(1) << (2 * $0)) }

    private struct State {
        var families: [String: PrometheusFamily] = [:]
        var count = 0
        var dropped = 0

        /// Whether a line of a family of this name would look like one of another family. A histogram writes three names.
        func isTaken(_ name: String, by kind: PrometheusFamily.Kind) -> Bool {
            let parts = ["_bucket", "_sum", "_count"]
            if kind == .histogram { return parts.contains { families[name + $0] != nil } }
            return parts.contains { part in
                name.hasSuffix(part) && families[String(name.dropLast(part.count))]?.kind == .histogram
            }
        }
    }

    /// Series, each a name with its labels, that are kept at most.
    public let maximumSeries: Int
    private let state = Mutex(State())

    public init(maximumSeries: Int = 10_000) { self.maximumSeries = maximumSeries }

    /// All metrics, in the order of their names and labels. Each value is whole; they are not all of one moment.
    public var text: String {
        let (families, dropped) = state.withLock { ($0.families, $0.dropped) }
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) where !family.series.isEmpty {
            text += "# TYPE \(name) \(family.kind.rawValue)\n"
            for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
                series.write(name, labels, to: &text)
            }
        }
        let name = "renditions_metrics_dropped_total"
        return text + "# TYPE \(name) counter\n\(name) \(dropped)\n"
    }

    // MARK: MetricsFactory

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(.counter, label, "_total", dimensions) { PrometheusCounter() } ?? PrometheusCounter()
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        // Of a kind with the others: a program may count with either.
        series(.counter, label, "_total", dimensions) { PrometheusCounter() } ?? PrometheusCounter()
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(.gauge, label, "", dimensions) { PrometheusGauge() } ?? PrometheusGauge()
    }

    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return series(.gauge, label, "", dimensions) { PrometheusGauge() } ?? PrometheusGauge() }
        let buckets = Self.recorderBuckets
        return series(.histogram, label, "", dimensions) { PrometheusHistogram(buckets) } ?? PrometheusHistogram([])
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let buckets = Self.secondsBuckets
        return series(.histogram, label, "_seconds", dimensions) { PrometheusHistogram(buckets) }
            ?? PrometheusHistogram([])
    }

    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    // MARK: Series

    /// The series of a name and labels, made where there is none.
    ///
    /// - Returns: nil where it is dropped.
    private func series<Series: PrometheusSeries>(
        _ kind: PrometheusFamily.Kind, _ label: String, _ suffix: String, _ dimensions: [(String, String)],
        make: () -> Series
    ) -> Series? {
        let name = PrometheusName.metric(label, suffix: suffix)
        let labels = PrometheusName.labels(dimensions)
        return state.withLock { state in
            let family = state.families[name]
            if let there = family?.series[labels] as? Series, family?.kind == kind { return there }
            let isFree = family.map { $0.kind == kind } ?? !state.isTaken(name, by: kind)
            guard isFree, state.count < maximumSeries else {
                state.dropped += 1
                return nil
            }
            let made = make()
            state.families[name, default: PrometheusFamily(kind: kind)].series[labels] = made
            state.count += 1
            return made
        }
    }

    private func remove(_ handler: AnyObject) {
        state.withLock { state in
            for (name, family) in state.families {
                guard let labels = family.series.first(where: { $0.value === handler })?.key else { continue }
                state.families[name]?.series[labels] = nil
                state.count -= 1
            }
        }
    }
}
