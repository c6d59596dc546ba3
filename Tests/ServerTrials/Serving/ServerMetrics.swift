internal import NIOCore

/// What `GET /metrics` says.
struct ServerMetrics: Sendable {
    private var values: [String: Double] = [:]

    init(_ text: String) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " "), let value = Double(line[line.index(after: space)...]) else {
                continue
            }
            values[String(line[..<space])] = value
        }
    }

    /// - Parameter series: a name with its labels, as it is written; 0 where there is no such series.
    subscript(_ series: String) -> Int { Int(values[series] ?? 0) }

    /// All series of a name together.
    func sum(_ name: String) -> Int {
        Int(values.filter { $0.key == name || $0.key.hasPrefix(name + "{") }.values.reduce(0, +))
    }

    static func read(from port: Int) async throws -> ServerMetrics {
        let outcome = try await HTTPSession.run(port: port) { await $0.send(HTTPCall("GET", "/metrics")) }
        guard case .answered(let reply) = outcome, reply.status == 200 else {
            throw ServerProcess.Failure(description: "no metrics: \(outcome)")
        }
        return ServerMetrics(String(decoding: reply.body.readableBytesView, as: UTF8.self))
    }
}
