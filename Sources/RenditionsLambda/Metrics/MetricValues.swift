/// The values of one metric, in the order in which they came.
struct MetricValues: Sendable {
    var unit: String
    var values: [Double]

    init(unit: String, _ values: [Double]) {
        self.unit = unit
        self.values = values
    }
}
