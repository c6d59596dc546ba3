internal import RenditionsWorkflow

/// Lines of the embedded metric format.
enum EmbeddedLine {
    private static let maximumMetrics = 100
    private static let maximumValues = 100

    /// One line for the metrics of the same dimensions, and more where the format allows no more in one.
    static func lines(
        of metrics: [(name: MetricName, values: MetricValues)], namespace: String, milliseconds: Int64
    ) -> [JSONValue] {
        var lines: [JSONValue] = []
        let groups = Dictionary(grouping: metrics) { $0.name.dimensions }
        for (dimensions, metrics) in groups.sorted(by: { text($0.key) < text($1.key) }) {
            var parts = metrics.sorted { $0.name.label < $1.name.label }.flatMap { metric in
                chunks(of: metric.values.values).map { (metric.name.label, metric.values.unit, $0) }
            }
            while !parts.isEmpty {
                // A metric stands in a line once; what is left of its values is for the next.
                var taken: [String: (unit: String, values: [Double])] = [:]
                var left: [(String, String, [Double])] = []
                for (label, unit, values) in parts {
                    if taken[label] == nil, taken.count < maximumMetrics {
                        taken[label] = (unit, values)
                    } else {
                        left.append((label, unit, values))
                    }
                }
                parts = left
                lines.append(line(dimensions, taken, namespace, milliseconds))
            }
        }
        return lines
    }

    private static func line(
        _ dimensions: [MetricName.Dimension], _ metrics: [String: (unit: String, values: [Double])],
        _ namespace: String, _ milliseconds: Int64
    ) -> JSONValue {
        let metrics = metrics.sorted { $0.key < $1.key }
        let definition: JSONValue = [
            "Namespace": .string(namespace), "Dimensions": [.array(dimensions.map { .string($0.name) })],
            "Metrics": .array(metrics.map { ["Name": .string($0.key), "Unit": .string($0.value.unit)] }),
        ]
        var line: JSONObject = [
            "_aws": ["Timestamp": .number(.integer(milliseconds)), "CloudWatchMetrics": [definition]]
        ]
        for dimension in dimensions { line[dimension.name] = .string(dimension.value) }
        for (label, metric) in metrics {
            line[label] =
                metric.values.count == 1
                ? .number(.double(metric.values[0])) : .array(metric.values.map { .number(.double($0)) })
        }
        return .object(line)
    }

    private static func chunks(of values: [Double]) -> [[Double]] {
        stride(from: 0, to: values.count, by: maximumValues).map {
            Array(values[$0..<min($0 + maximumValues, values.count)])
        }
    }

    private static func text(_ dimensions: [MetricName.Dimension]) -> String {
        dimensions.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    }
}
