public import CoreMetrics
internal import RenditionsWorkflow
internal import Synchronization

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Keeps metrics of swift-metrics, and writes them in CloudWatch's embedded metric format: a JSON object on a line of the
/// log, which CloudWatch turns into metrics without a call.
///
/// Names and dimensions are those that the program uses. Counters are written as what they grew by since the last line,
/// meters and recorders that don't aggregate as what they are, timers, in milliseconds, and recorders that aggregate as all
/// values since. What has not been touched since is not written. Series beyond ``maximumSeries`` are dropped, since each costs
/// money; what is dropped is counted, in `renditions_metrics_dropped`.
///
/// The limits of the format (CloudWatch user guide, "Specification: Embedded metric format") are kept: 30 dimensions of 250
/// bytes with values of 1,024, 100 metrics in a line and 100 values in a metric.
public final class EmbeddedMetrics: MetricsFactory {
    private struct State {
        var series: [MetricName: EmbeddedSeries] = [:]
        var dropped = 0
    }

    public let namespace: String
    public let maximumSeries: Int
    private let output: LineOutput
    private let now: @Sendable () -> Date
    private let state = Mutex(State())

    /// - Parameter namespace: of the metrics in CloudWatch; 1 to 1,024 characters.
    public convenience init(
        namespace: String = "Renditions", maximumSeries: Int = 500, output: LineOutput = .standardOutput
    ) {
        self.init(namespace: namespace, maximumSeries: maximumSeries, output: output, now: { Date() })
    }

    package init(namespace: String, maximumSeries: Int, output: LineOutput, now: @escaping @Sendable () -> Date) {
        self.namespace = namespace
        self.maximumSeries = maximumSeries
        self.output = output
        self.now = now
    }

    /// Makes these the metrics of the whole process. To be called once.
    public func bootstrap() { MetricsSystem.bootstrap(self) }

    /// Writes what has happened since the last time.
    public func flush() {
        let (values, dropped) = state.withLock { state in
            let values = state.series.compactMap { name, series in series.take().map { (name, $0) } }
            defer { state.dropped = 0 }
            return (values, state.dropped)
        }
        var all = values
        if dropped > 0 {
            all.append((MetricName("renditions_metrics_dropped", []), MetricValues(unit: "Count", [Double(dropped)])))
        }
        let time = Int64((now().timeIntervalSince1970 * 1000).rounded())
        for line in EmbeddedLine.lines(of: all, namespace: namespace, milliseconds: time) { output(line.json) }
    }

    // MARK: MetricsFactory

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, .counter)
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler { series(label, dimensions, .counter) }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions, .level)
    }

    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler { series(label, dimensions, aggregate ? .values : .level) }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions, .durations)
    }

    // What is destroyed has perhaps not been written yet, and is made again for the next request: it stays.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// The series of a name and dimensions, made where there is none; one that leads nowhere where it is dropped.
    private func series(
        _ label: String, _ dimensions: [(String, String)], _ kind: EmbeddedSeries.Kind
    ) -> EmbeddedSeries {
        let name = MetricName(label, dimensions)
        return state.withLock { state in
            if let there = state.series[name] {
                if there.kind == kind { return there }
                state.dropped += 1
                return EmbeddedSeries(kind)
            }
            let made = EmbeddedSeries(kind)
            guard state.series.count < maximumSeries else {
                state.dropped += 1
                return made
            }
            state.series[name] = made
            return made
        }
    }
}
