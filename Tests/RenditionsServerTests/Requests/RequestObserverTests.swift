import Foundation
import HTTPTypes
import InMemoryTracing
import Logging
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsServer
import Testing
import Tracing

@Suite("What is told of a request")
struct RequestObserverTests {
    private let log = LogRecorder()
    private let registry = PrometheusRegistry()
    private let tracer = InMemoryTracer()

    private var observer: RequestObserver { RequestObserver(logger: log.logger, metrics: registry, tracer: tracer) }

    /// Sends a request, and returns its answer once it has been told of.
    private func send(_ request: String, to api: StubAPI, body: String = "") async throws -> RawConnection.Answer? {
        try await withServer(api, observer: observer) { port in
            let answer = try await RawConnection.open(port) { connection in
                try await connection.send(request + "\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
                return try await connection.answer()
            }
            while log.lines.isEmpty { await Task.yield() }
            return answer
        }
    }

    private var receiving: StubAPI { .receiving() }

    @Test("One line of the log tells all, and nothing that may be secret")
    func logLine() async throws {
        let request = "POST /images?token=secret HTTP/1.1\r\nAuthorization: Bearer secret\r\nX-Request-ID: secret!"
        _ = try await send(request, to: receiving, body: "hello")
        #expect(log.lines.count == 1)
        let line = try #require(log.lines.first)
        #expect(line.level == .info)
        #expect(
            Set(line.metadata.keys) == [
                "method", "route", "status", "seconds", "bytes_in", "bytes_out", "request_id", "outcome",
            ])
        #expect(line.metadata["method"] == "POST")
        #expect(line.metadata["route"] == "uploadImages")
        #expect(line.metadata["status"] == "200")
        #expect(line.metadata["bytes_in"] == "5")
        #expect(line.metadata["bytes_out"] == "1")
        #expect(line.metadata["outcome"] == "ok")
        #expect(!"\(line)".contains("secret"))
    }

    @Test("What nobody has a path or a method for has names of its own")
    func unknown() async throws {
        _ = try await send("PROPFIND /images/private-name HTTP/1.1", to: receiving)
        let line = try #require(log.lines.first)
        #expect(line.metadata["method"] == "other")
        #expect(line.metadata["route"] == "none")
        #expect(!"\(line)".contains("private-name"))
    }

    @Test("Requests are counted and timed")
    func metrics() async throws {
        _ = try await send("POST /images HTTP/1.1", to: receiving, body: "hello")
        let text = ExpositionText(registry.text)
        let labels = ["method": "POST", "route": "uploadImages", "status": "200"]
        #expect(text.value("renditions_http_requests_seconds_count", labels) == 1)
        #expect(text.value("renditions_http_request_bytes_total", ["route": "uploadImages"]) == 5)
        #expect(text.value("renditions_http_response_bytes_total", ["route": "uploadImages"]) == 1)
        #expect(text.value("renditions_http_requests_in_progress", ["lane": "uploads"]) == 0)
        #expect(text.value("renditions_http_requests_waiting", ["lane": "uploads"]) == 0)
    }

    @Test("The page of metrics names each with its kind and dimensions")
    func document() async throws {
        _ = try await send("POST /images HTTP/1.1", to: receiving, body: "hello")
        let kinds = ["histogram": "timer", "counter": "counter", "gauge": "meter"]
        let text = ExpositionText(registry.text)
        var told: [String: String] = [:]
        for (name, type) in text.types where name.hasPrefix("renditions_http_") {
            let labels = text.samples.filter { $0.name.hasPrefix(name) }.flatMap(\.labels.keys).filter { $0 != "le" }
            let plain = name.replacing(/_(seconds|total)$/, with: "")
            told[plain] = ([kinds[type] ?? type] + Set(labels).sorted()).joined(separator: " ")
        }
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        let page = try String(contentsOfFile: parts.joined(separator: "/") + "/Docs/Observability.md", encoding: .utf8)
        var listed: [String: String] = [:]
        for row in page.split(separator: "\n") where row.hasPrefix("| `renditions_http_") {
            let cells = row.split(separator: "|").map { $0.filter { $0 != "`" && $0 != " " } }
            listed[cells[0]] = ([cells[1]] + cells[2].split(separator: ",").map(String.init).sorted()).joined(
                separator: " ")
        }
        #expect(told == listed)
    }

    @Test("A request is a span of the trace that it comes with, and what is done for it lies in that")
    func trace() async throws {
        let api = StubAPI { _ in
            tracer.startSpan("inner", context: ServiceContext.current ?? .topLevel).end()
            return .text("")
        }
        let ids = "\(InMemoryTracer.traceIDKey): trace-1\r\n\(InMemoryTracer.spanIDKey): span-1"
        _ = try await send("GET /images/x HTTP/1.1\r\n\(ids)", to: api)
        let span = try #require(tracer.finishedSpans.first { $0.operationName == "renditions.http.request" })
        #expect(span.traceID == "trace-1")
        #expect(span.parentSpanID == "span-1")
        #expect(span.attributes.get("http.request.method") == .string("GET"))
        #expect(span.attributes.get("http.route") == .string("getImage"))
        #expect(span.attributes.get("http.response.status_code") == .int64(200))
        #expect(span.attributes.get("renditions.outcome") == .string("ok"))
        #expect(tracer.finishedSpans.first { $0.operationName == "inner" }?.parentSpanID == span.spanID)
    }

    @Test(
        "The answer has the request's ID: the client's if it can do no harm",
        arguments: [
            ("abc-DEF_1.2", true), (String(repeating: "x", count: 64), true),
            (String(repeating: "x", count: 65), false),
            ("", false), ("a b", false), ("a\"b", false), ("ü", false), ("a,b", false),
        ])
    func requestID(given: String, isTaken: Bool) async throws {
        let answer = try await send("GET /health HTTP/1.1\r\nX-Request-ID: \(given)", to: receiving)
        let id = try #require(answer?.fields["x-request-id"])
        #expect((id == given) == isTaken)
        #expect(id.wholeMatch(of: /[A-Za-z0-9._-]{1,64}/) != nil)
        #expect(log.lines.first?.metadata["request_id"] == id)
    }

    @Test("An answer that does not get through is told of as cancelled, and its turn is over")
    func cancelled() async throws {
        let api = StubAPI { _ in
            APIResponse(
                HTTPResponse(status: .ok), body: ObjectBody(length: nil) { ByteBuffer(repeating: 0, count: 1 << 20) })
        }
        try await withServer(api, observer: observer) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try await connection.answer(toHead: true)
            }
            while log.lines.isEmpty { await Task.yield() }
        }
        #expect(log.lines.first?.metadata["outcome"] == "cancelled")
        #expect(ExpositionText(registry.text).value("renditions_http_requests_in_progress", ["lane": "requests"]) == 0)
        #expect(tracer.finishedSpans.first?.attributes.get("renditions.outcome") == .string("cancelled"))
    }
}
