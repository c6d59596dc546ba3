import CoreMetrics
import Foundation
import Metrics
import NIOCore
import RenditionsLambda
import RenditionsWorkflow
import Synchronization
import Testing

/// Metrics as CloudWatch reads them from a log.
@Suite struct EmbeddedMetricsTests {
    private final class Lines: Sendable {
        private let texts = Mutex<[String]>([])

        var output: LineOutput { LineOutput { line in self.texts.withLock { $0.append(line) } } }

        /// What was written since the last time.
        func take() throws -> [JSONValue] {
            try texts.withLock { texts in
                defer { texts = [] }
                return try texts.map { try JSONValue(json: $0) }
            }
        }
    }

    private func metrics(_ lines: Lines, maximumSeries: Int = 500) -> EmbeddedMetrics {
        EmbeddedMetrics(
            namespace: "Test", maximumSeries: maximumSeries, output: lines.output,
            now: { Date(timeIntervalSince1970: 1_800_000_000.123) })
    }

    @Test func oneLineForTheMetricsOfTheSameDimensions() throws {
        let lines = Lines()
        let metrics = metrics(lines)
        let dimensions = [("store", "originals"), ("outcome", "ok")]
        Counter(label: "bytes", dimensions: dimensions, factory: metrics).increment(by: 3)
        Counter(label: "bytes", dimensions: dimensions.reversed(), factory: metrics).increment(by: 4)
        Timer(label: "calls", dimensions: dimensions, factory: metrics).recordNanoseconds(1_500_000)
        Timer(label: "calls", dimensions: dimensions, factory: metrics).recordNanoseconds(2_000_000)
        Meter(label: "level", factory: metrics).set(2.5)
        Recorder(label: "sizes", factory: metrics).record(7)
        metrics.flush()
        let written = try lines.take()
        #expect(written.count == 2)
        #expect(
            written.first == [
                "_aws": [
                    "Timestamp": 1_800_000_000_123,
                    "CloudWatchMetrics": [
                        [
                            "Namespace": "Test", "Dimensions": [[]],
                            "Metrics": [["Name": "level", "Unit": "None"], ["Name": "sizes", "Unit": "None"]],
                        ]
                    ],
                ],
                "level": 2.5, "sizes": 7.0,
            ])
        #expect(
            written.last == [
                "_aws": [
                    "Timestamp": 1_800_000_000_123,
                    "CloudWatchMetrics": [
                        [
                            "Namespace": "Test", "Dimensions": [["outcome", "store"]],
                            "Metrics": [
                                ["Name": "bytes", "Unit": "Count"], ["Name": "calls", "Unit": "Milliseconds"],
                            ],
                        ]
                    ],
                ],
                "outcome": "ok", "store": "originals", "bytes": 7.0, "calls": [1.5, 2.0],
            ])
        // Nothing has happened since.
        metrics.flush()
        #expect(try lines.take().isEmpty)
        Counter(label: "bytes", dimensions: dimensions, factory: metrics).increment(by: 1)
        metrics.flush()
        #expect(try lines.take().map { $0["bytes"] } == [1.0])
    }

    @Test func theLimitsOfTheFormatAreKept() throws {
        let lines = Lines()
        let metrics = metrics(lines)
        for number in 0..<150 { Counter(label: "m\(number)", factory: metrics).increment() }
        let timer = Timer(label: "m0t", factory: metrics)
        for number in 0..<250 { timer.recordNanoseconds(Int64(number) * 1_000_000) }
        metrics.flush()
        let written = try lines.take()
        var seen: [String: Int] = [:]
        var values = 0
        for line in written {
            let definitions = try #require(line["_aws"]?["CloudWatchMetrics"]?[0]?["Metrics"]?.arrayValue)
            #expect(definitions.count <= 100)
            for definition in definitions {
                let name = try #require(definition["Name"]?.stringValue)
                seen[name, default: 0] += 1
                let list = line[name]?.arrayValue ?? [line[name] ?? .null]
                #expect((1...100).contains(list.count))
                if name == "m0t" { values += list.count }
            }
        }
        #expect(seen.count == 151 && values == 250 && seen["m0t"] == 3 && seen["m7"] == 1)
    }

    @Test func dimensionsAreWhatTheFormatTakes() throws {
        let lines = Lines()
        let metrics = metrics(lines)
        let long = String(repeating: "x", count: 5000)
        let many = (0..<40).map { ("d\($0)", "v") }
        Counter(
            label: "a", dimensions: [("empty", ""), ("long", long), ("_aws", "x"), ("a", "x"), ("é", "\n")],
            factory: metrics
        )
        .increment()
        Counter(label: "b", dimensions: many, factory: metrics).increment()
        metrics.flush()
        for line in try lines.take() {
            let names = try #require(line["_aws"]?["CloudWatchMetrics"]?[0]?["Dimensions"]?[0]?.arrayValue)
            #expect(names.count <= 30)
            for name in names.compactMap(\.stringValue) {
                let value = try #require(line[name]?.stringValue)
                #expect((1...1024).contains(value.count) && value.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            }
            if line["a"] != nil { #expect(line["empty"] == "none" && line["a"] == 1.0) }
        }
    }

    @Test func furtherSeriesAreDroppedAndCounted() throws {
        let lines = Lines()
        let metrics = metrics(lines, maximumSeries: 2)
        for number in 0..<5 { Counter(label: "m", dimensions: [("n", "\(number)")], factory: metrics).increment() }
        // A name stands for one kind.
        Timer(label: "m", dimensions: [("n", "0")], factory: metrics).recordNanoseconds(1)
        metrics.flush()
        let written = try lines.take()
        #expect(written.filter { $0["m"] != nil }.count == 2)
        #expect(written.compactMap { $0["renditions_metrics_dropped"] } == [4.0])
        metrics.flush()
        #expect(try lines.take().isEmpty)
    }

    @Test func oddNumbersAreNotWritten() throws {
        let lines = Lines()
        let metrics = metrics(lines)
        let meter = Meter(label: "m", factory: metrics)
        meter.set(Double.infinity)
        meter.set(Double.nan)
        metrics.flush()
        #expect(try lines.take().isEmpty)
        meter.set(3)
        meter.increment(by: 2)
        meter.decrement(by: 1)
        metrics.flush()
        #expect(try lines.take().map { $0["m"] } == [4.0])
    }

    @Test func everyInvocationIsWritten() async throws {
        let lines = Lines()
        let metrics = metrics(lines)
        let handler = ClosureHandler { event, _ in
            if String(buffer: event) == "fail" { throw CancellationError() }
            return event
        }
        try await ServedFunction.run(handler, metrics: metrics) { emulator, _ in
            for text in ["a", "fail", "b"] { _ = await emulator.invoke(text) }
        }
        let written = try lines.take()
        let outcomes = written.filter { $0["renditions_lambda_invocations"] != nil }.map { $0["outcome"] }
        #expect(outcomes == ["ok", "failed", "ok"])
        #expect(written.allSatisfy { $0["handler"] == "test" })
        #expect(written.filter { $0["renditions_lambda_initializations"] != nil }.count == 1)
    }
}
