/// What names a series: a metric and its dimensions.
struct MetricName: Hashable, Sendable {
    struct Dimension: Hashable, Sendable {
        var name: String
        var value: String
    }

    let label: String
    let dimensions: [Dimension]

    /// Of dimensions of one name the last counts. What the format can't take is cut, or told as `none` where it is empty.
    init(_ label: String, _ dimensions: [(String, String)]) {
        self.label = Self.cut(label, 1024)
        var values: [String: String] = [:]
        // These belong to the line itself.
        for (name, value) in dimensions where name != "_aws" && name != label && !name.isEmpty {
            values[Self.cut(name, 250)] = value.isEmpty ? "none" : Self.cut(value, 1024)
        }
        self.dimensions = values.sorted { $0.key < $1.key }.prefix(30).map { Dimension(name: $0.key, value: $0.value) }
    }

    /// The format counts printable ASCII.
    private static func cut(_ text: String, _ count: Int) -> String {
        String(
            decoding: text.utf8.lazy.map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "_") }.prefix(count),
            as: UTF8.self)
    }
}
