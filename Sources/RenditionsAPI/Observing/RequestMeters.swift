internal import HTTPTypes
internal import Metrics
internal import Synchronization

/// The metrics of requests, each looked up once: to find one by its name and dimensions takes longer than to count.
final class RequestMeters: Sendable {
    private struct Kind: Hashable {
        var method: String
        var route: APIRoute?
        var status: Int
    }

    private struct State {
        var timers: [Kind: Timer] = [:]
        var bytes: [APIRoute?: (received: Counter, sent: Counter)] = [:]
    }

    let factory: any MetricsFactory
    private let state = Mutex(State())

    init(_ factory: any MetricsFactory) { self.factory = factory }

    /// - Parameters:
    ///   - method: one of few.
    ///   - status: 0 where nothing was answered.
    func count(_ method: String, _ route: APIRoute?, _ status: Int, took duration: Duration, received: Int, sent: Int) {
        let (timer, bytes) = state.withLock { state in
            let kind = Kind(method: method, route: route, status: status)
            let timer = state.timers[kind] ?? makeTimer(kind)
            state.timers[kind] = timer
            let bytes = state.bytes[route] ?? makeCounters(route)
            state.bytes[route] = bytes
            return (timer, bytes)
        }
        timer.recordNanoseconds(Int64(duration / .nanoseconds(1)))
        if received > 0 { bytes.received.increment(by: received) }
        if sent > 0 { bytes.sent.increment(by: sent) }
    }

    private func makeTimer(_ kind: Kind) -> Timer {
        Timer(
            label: "renditions_http_requests",
            dimensions: [("method", kind.method), ("route", Self.name(kind.route)), ("status", "\(kind.status)")],
            factory: factory)
    }

    private func makeCounters(_ route: APIRoute?) -> (received: Counter, sent: Counter) {
        func counter(_ label: String) -> Counter {
            Counter(label: label, dimensions: [("route", Self.name(route))], factory: factory)
        }
        return (counter("renditions_http_request_bytes"), counter("renditions_http_response_bytes"))
    }

    static func name(_ route: APIRoute?) -> String { route?.rawValue ?? "none" }
}
