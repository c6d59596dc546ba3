import Hummingbird
import Logging
import RenditionsAPI
import RenditionsServer

/// A server on a free port of this machine, while a closure runs.
func withServer<Result: Sendable>(
    _ api: StubAPI, _ limits: ConnectionLimits = .patient, requests: RequestLimits = RequestLimits(),
    observer: RequestObserver = .silent, extend: @Sendable (Hummingbird.Router<BasicRequestContext>) -> Void = { _ in },
    _ body: @Sendable @escaping (Int) async throws -> Result
) async throws -> Result {
    let router = Hummingbird.Router()
    extend(router)
    ImageRoutes(api, gate: RequestGate(requests, metrics: observer.metrics), observer: observer).add(to: router)
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
        router: router, server: .guardedHTTP1(limits),
        configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: .silent)
    return try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask {
            try await application.run()
            return nil
        }
        group.addTask {
            for await port in ports { return try await body(port) }
            throw CancellationError()
        }
        while let result = try await group.next() {
            guard let result else { continue }
            group.cancelAll()
            return result
        }
        throw CancellationError()
    }
}

extension ConnectionLimits {
    /// For what is not about deadlines: a busy machine may keep a test from sending and reading for long.
    static let patient = ConnectionLimits(
        headSeconds: 3600, keepAliveSeconds: 3600, minimumBytesPerSecond: 0, bodyWindowSeconds: 3600,
        writeSeconds: 3600, lingerSeconds: 60)
}

extension Logger {
    static var silent: Logger { Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() } }
}

extension RequestObserver {
    static var silent: RequestObserver { RequestObserver(logger: .silent, metrics: PrometheusRegistry()) }
}
