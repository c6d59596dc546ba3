import HTTPTypes
import Logging
import RenditionsAPI
import RenditionsServer
import RenditionsTesting
import ServiceLifecycle
import Synchronization
import Testing

@Suite("A server from beginning to end")
struct ImageServerTests {
    /// What happened, in its order.
    private final class Diary: Sendable {
        private let entries = Mutex<[String]>([])

        var all: [String] { entries.withLock { $0 } }

        func note(_ text: String) { entries.withLock { $0.append(text) } }
    }

    /// Runs a server, and lets `body` tell it to end.
    private func run(
        _ api: StubAPI, work: [any Service] = [], registry: PrometheusRegistry = PrometheusRegistry(),
        clock: any Clock<Duration> = ContinuousClock(), drainSeconds: Double = 60, farewellSeconds: Double = 0.01,
        _ body: @Sendable @escaping (_ port: Int, _ end: @escaping @Sendable () async -> Void) async throws -> Void
    ) async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        var configuration = ImageServer.Configuration(port: 0, drainSeconds: drainSeconds)
        configuration.connections = .patient
        configuration.connections.farewellSeconds = farewellSeconds
        let server = ImageServer(
            api, configuration: configuration,
            observer: RequestObserver(logger: .silent, metrics: registry), registry: registry, work: work,
            logger: .silent, clock: clock, hasStarted: { port.yield($0) })
        let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [server], logger: .silent))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask {
                for await port in ports { return try await body(port) { await group.triggerGracefulShutdown() } }
            }
            try await tasks.waitForAll()
        }
    }

    @Test("It ends in order: what waits is told, requests are finished, then the work beside it ends")
    func order() async throws {
        let diary = Diary()
        let following = Outcome()
        let entered = Outcome()
        let leave = Outcome()
        let drained = Outcome()
        let signal = DrainSignal()
        let api = StubAPI { request in
            if request.head.path == "/images/x/events" {
                following.set("")
                await signal.wait()
                diary.note("waiting is over")
                drained.set("")
                return .text("event")
            }
            entered.set("")
            await leave.wait()
            diary.note("request is done")
            return .text("done")
        }
        let stop = Outcome()
        let work = BackgroundWork(
            run: {
                await stop.wait()
                diary.note("work is done")
            }, shutdown: { stop.set("") })
        try await run(api.draining(signal), work: [work]) { port, end in
            try await RawConnection.open(port) { follower in
                try await follower.send("GET /images/x/events HTTP/1.1\r\nHost: a\r\n\r\n")
                await following.wait()
                try await RawConnection.open(port) { reader in
                    try await reader.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n")
                    await entered.wait()
                    await end()
                    await drained.wait()
                    #expect(try await follower.answer()?.body == "event")
                    // Nobody is let in any more, while the request is in progress.
                    while (try? await RawConnection.open(port) { _ in }) != nil { await Task.yield() }
                    leave.set("")
                    let answer = try await reader.answer()
                    #expect(answer?.body == "done")
                    #expect(answer?.fields["connection"] == "close")
                    #expect(await reader.rest() == "")
                }
            }
        }
        #expect(diary.all == ["waiting is over", "request is done", "work is done"])
    }

    @Test("A request that does not end in time is given up, and the work beside it still ends")
    func deadline() async throws {
        let diary = Diary()
        let clock = SteppingClock()
        let entered = Outcome()
        let api = StubAPI { _ in
            entered.set("")
            let forever = AsyncStream.makeStream(of: Void.self)
            for await _ in forever.stream {}
            diary.note("given up")
            return .text("")
        }
        let work = BackgroundWork(
            run: { try await gracefulShutdown() }, shutdown: { diary.note("work is told") })
        try await run(api, work: [work], clock: clock, drainSeconds: 30) { port, end in
            try await RawConnection.open(port) { connection in
                try await connection.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n")
                await entered.wait()
                await end()
                // Time goes on until the server has begun to wait and has waited long enough.
                while diary.all.isEmpty {
                    clock.advance(by: .seconds(30))
                    await Task.yield()
                }
                _ = await connection.rest()
            }
        }
        #expect(diary.all == ["given up", "work is told"])
    }

    @Test("Idle connections don't keep it from ending")
    func idle() async throws {
        try await run(.echo) { port, end in
            try await RawConnection.open(port) { connection in
                try await connection.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try await connection.answer()
                await end()
                #expect(await connection.rest() == "")
            }
        }
    }

    @Test("What reaches a connection when the server has ended to listen is answered", arguments: [0, 1, 2])
    func onItsWay(requests: Int) async throws {
        let request = "GET /images HTTP/1.1\r\nHost: a\r\n\r\n"
        // The server waits longer for the request than any machine takes to send it.
        try await run(.echo, farewellSeconds: 3600) { port, end in
            try await RawConnection.open(port) { connection in
                try await RawConnection.open(port) { other in
                    // It has been let in when one that came after it is.
                    try await other.send(request)
                    _ = try await other.answer()
                    if requests > 0 {
                        try await connection.send(String(repeating: request, count: requests))
                        for _ in 0..<requests { #expect(try await connection.answer()?.fields["connection"] == nil) }
                    }
                    await end()
                    while (try? await RawConnection.open(port) { _ in }) != nil { await Task.yield() }
                    try await connection.send(request)
                    let answer = try await connection.answer()
                    #expect(answer?.body == "/images")
                    #expect(answer?.fields["connection"] == "close")
                    #expect(await connection.rest() == "")
                    try await other.send(request)
                    #expect(try await other.answer()?.fields["connection"] == "close")
                }
            }
        }
    }

    @Test("Work that fails ends the server, with its error")
    func failingWork() async throws {
        struct Failure: Error {}
        let begin = Outcome()
        let work = BackgroundWork(
            run: {
                await begin.wait()
                throw Failure()
            }, shutdown: {})
        await #expect(throws: Failure.self) {
            try await run(.echo, work: [work]) { _, _ in begin.set("") }
        }
    }

    @Test("Metrics are served, and every other path is the API's")
    func paths() async throws {
        let registry = PrometheusRegistry()
        let api = StubAPI { request in
            guard request.head.path == "/images" else { throw Problem(.notFound, "Nothing.") }
            return .text("")
        }
        try await run(api, registry: registry) { port, end in
            try await RawConnection.open(port) { connection in
                for (path, status) in [("/images", 200), ("/nothing", 404), ("/", 404), ("*", 404)] {
                    try await connection.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                    let answer = try await connection.answer()
                    #expect(answer?.status == status)
                    #expect(status == 200 || answer?.fields["content-type"] == "application/problem+json")
                }
                try await connection.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n")
                let metrics = try await connection.answer()
                #expect(metrics?.fields["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
                let labels = ["method": "GET", "route": "listImages", "status": "200"]
                let text = ExpositionText(metrics?.body ?? "")
                #expect(text.value("renditions_http_requests_seconds_count", labels) == 1)
                try await connection.send("HEAD /metrics HTTP/1.1\r\nHost: a\r\n\r\n")
                let head = try await connection.answer(toHead: true)
                #expect(head?.status == 200)
                #expect(head?.fields["content-type"] == metrics?.fields["content-type"])
                try await connection.send("POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                let post = try await connection.answer()
                #expect(post?.status == 405)
                #expect(post?.fields["allow"] == "GET, HEAD")
            }
            await end()
        }
    }
}
