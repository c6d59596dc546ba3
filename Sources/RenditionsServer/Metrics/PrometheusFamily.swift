/// All series of one name, which are of one kind.
struct PrometheusFamily: Sendable {
    enum Kind: String, Sendable {
        case counter
        case gauge
        case histogram
    }

    let kind: Kind
    /// By their labels, as they are written.
    var series: [String: any PrometheusSeries] = [:]
}

/// One value, or one histogram, with its labels.
protocol PrometheusSeries: AnyObject, Sendable {
    /// - Parameter labels: as they are written, without braces; empty for none.
    func write(_ name: String, _ labels: String, to text: inout String)
}
