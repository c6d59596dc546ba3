import CoreMetrics
import RenditionsServer
import Testing

@Suite("Metrics in the text format")
struct PrometheusRegistryTests {
    private let registry = PrometheusRegistry()

    private var text: ExpositionText { ExpositionText(registry.text) }

    @Test("Counters grow")
    func counters() {
        let counter = Counter(label: "uploads", dimensions: [("store", "a")], factory: registry)
        counter.increment(by: 2)
        Counter(label: "uploads", dimensions: [("store", "a")], factory: registry).increment()
        counter.increment(by: -7)
        FloatingPointCounter(label: "seconds", factory: registry).increment(by: 0.25)
        #expect(text.types["uploads_total"] == "counter")
        #expect(text.value("uploads_total", ["store": "a"]) == 3)
        #expect(text.value("seconds_total") == 0.25)
        counter.reset()
        #expect(text.value("uploads_total", ["store": "a"]) == 0)
    }

    @Test("Whole numbers stay exact")
    func largeCounts() {
        let counter = Counter(label: "bytes", factory: registry)
        counter.increment(by: (Int64(1) << 60) + 1)
        #expect(registry.text.contains("bytes_total 1152921504606846977\n"))
    }

    @Test("Meters and gauges are what they were set to")
    func gauges() {
        let meter = Meter(label: "waiting", factory: registry)
        meter.set(5)
        meter.increment()
        meter.decrement(by: 2.5)
        Gauge(label: "heat", factory: registry).record(-1)
        #expect(text.types["waiting"] == "gauge")
        #expect(text.value("waiting") == 3.5)
        #expect(text.value("heat") == -1)
    }

    @Test("A value lies in each bucket whose bound it does not exceed")
    func histograms() {
        let timer = Timer(label: "renditions_http_requests", dimensions: [("route", "getImage")], factory: registry)
        for milliseconds in [0, 1, 5, 6, 100_000] { timer.recordMilliseconds(Int64(milliseconds)) }
        let name = "renditions_http_requests_seconds"
        #expect(text.types[name] == "histogram")
        func bucket(_ bound: String) -> Double? { text.value(name + "_bucket", ["route": "getImage", "le": bound]) }
        #expect(bucket("0.001") == 2)
        #expect(bucket("0.0025") == 2)
        #expect(bucket("0.005") == 3)
        #expect(bucket("0.01") == 4)
        #expect(bucket("60") == 4)
        #expect(bucket("+Inf") == 5)
        #expect(text.value(name + "_count", ["route": "getImage"]) == 5)
        #expect(text.value(name + "_sum", ["route": "getImage"]).map { abs($0 - 100.012) < 1e-9 } == true)
    }

    @Test("Buckets are cumulative, in ascending order, and end in all")
    func buckets() {
        let recorder = Recorder(label: "sizes", factory: registry)
        for size in [0.5, 1, 3, 70_000, 2e9] { recorder.record(size) }
        let buckets = text.samples.filter { $0.name == "sizes_bucket" }
        #expect(buckets.map(\.value) == buckets.map(\.value).sorted())
        #expect(buckets.count == PrometheusRegistry.recorderBuckets.count + 1)
        #expect(buckets.last?.labels["le"] == "+Inf")
        #expect(buckets.last?.value == 5)
    }

    @Test(
        "Labels have any value", arguments: ["", "a\"b", "back\\slash", "new\nline", "\\n", "ü, {}", "\u{0}\r\u{2028}"])
    func labelValues(value: String) {
        Counter(label: "c", dimensions: [("label", value)], factory: registry).increment()
        #expect(text.value("c_total", ["label": value]) == 1)
    }

    @Test("Names become what names may be")
    func names() {
        Counter(
            label: "9 lives.of-a:cat", dimensions: [("0", "a"), ("le", "b"), ("__x", "c"), ("e-f", "d")],
            factory: registry
        )
        .increment()
        #expect(
            text.value("_9_lives_of_a_cat_total", ["_0": "a", "exported_le": "b", "exported___x": "c", "e_f": "d"]) == 1
        )
        Counter(label: "", factory: registry).increment()
        #expect(text.value("__total") == 1)
    }

    @Test("The order of labels does not matter, and of two of one name the first counts")
    func labelOrder() {
        Counter(label: "c", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
        Counter(label: "c", dimensions: [("b", "2"), ("a", "1"), ("a", "3")], factory: registry).increment()
        #expect(text.value("c_total", ["a": "1", "b": "2"]) == 2)
    }

    @Test("A name stands for one kind")
    func conflicts() {
        Counter(label: "x_total", factory: registry).increment()
        Meter(label: "x_total", factory: registry).set(9)
        Timer(label: "t", factory: registry).recordSeconds(1)
        Meter(label: "t_seconds_sum", factory: registry).set(9)
        Meter(label: "r_count", factory: registry).set(9)
        Recorder(label: "r", factory: registry).record(1)
        #expect(text.value("x_total") == 1)
        #expect(text.value("t_seconds_sum") == 1)
        #expect(text.value("r_count") == 9)
        #expect(text.value("renditions_metrics_dropped_total") == 3)
    }

    @Test("Series beyond the bound are dropped and counted, and those that there are go on")
    func bound() {
        let registry = PrometheusRegistry(maximumSeries: 10)
        for number in 1...25 {
            Counter(label: "c", dimensions: [("number", "\(number)")], factory: registry).increment()
            Counter(label: "c", dimensions: [("number", "1")], factory: registry).increment()
        }
        let text = ExpositionText(registry.text)
        #expect(text.samples.filter { $0.name == "c_total" }.count == 10)
        #expect(text.value("c_total", ["number": "1"]) == 26)
        #expect(text.value("renditions_metrics_dropped_total") == 15)
    }

    @Test("What is destroyed makes room")
    func destruction() {
        let registry = PrometheusRegistry(maximumSeries: 1)
        let counter = Counter(label: "a", factory: registry)
        counter.increment()
        counter.destroy()
        Counter(label: "b", factory: registry).increment()
        let text = ExpositionText(registry.text)
        #expect(text.value("a_total") == nil)
        #expect(text.value("b_total") == 1)
    }

    @Test("Nothing is lost among threads")
    func concurrency() async {
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask { [registry] in
                    for number in 0..<1000 {
                        Counter(label: "c", dimensions: [("n", "\(number % 10)")], factory: registry).increment()
                        Timer(label: "t", factory: registry).recordNanoseconds(Int64(task))
                    }
                }
            }
        }
        let counts = text.samples.filter { $0.name == "c_total" }.map(\.value)
        #expect(counts == Array(repeating: 800, count: 10))
        #expect(text.value("t_seconds_count") == 8000)
    }
}
