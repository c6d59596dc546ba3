import HTTPTypes
import Hummingbird
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsServer
import Testing

@Suite("The API in a Hummingbird application")
struct ImageRoutesTests {
    /// Sends heads one after the other on one connection.
    private func statuses(_ api: StubAPI, _ lines: [String]) async throws -> [Int?] {
        let addOwn: @Sendable (Hummingbird.Router<BasicRequestContext>) -> Void = { router in
            router.get("/own") { _, _ in "own" }
        }
        return try await withServer(api, extend: addOwn) { port in
            try await RawConnection.open(port) { connection in
                var statuses: [Int?] = []
                for line in lines {
                    try await connection.send("\(line) HTTP/1.1\r\nHost: a\r\n\r\n")
                    statuses.append(try await connection.answer()?.status)
                }
                return statuses
            }
        }
    }

    @Test("Every path of the API is the API's, with every method")
    func methods() async throws {
        let api = StubAPI { _ in APIResponse(HTTPResponse(status: .init(code: 418))) }
        let paths = [
            "/health", "/ready", "/openapi.json", "/images", "/uploads", "/uploads/x", "/images/x",
            "/images/x/renditions/y", "/images/x/original", "/images/x/events",
        ]
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
            let statuses = try await statuses(api, paths.map { "\(method) \($0)?q=1" })
            #expect(statuses == paths.map { _ in 418 }, "\(method)")
        }
    }

    @Test("Other paths are the application's")
    func otherPaths() async throws {
        let api = StubAPI(basePath: "/media") { _ in APIResponse(HTTPResponse(status: .init(code: 418))) }
        let lines = ["GET /own", "GET /images", "GET /media", "GET /media/nothing", "PROPFIND /x", "GET /media/images"]
        #expect(try await statuses(api, lines) == [200, 404, 404, 404, 404, 418])
    }

    @Test("Who only waits, or takes the answer slowly, keeps nobody else waiting")
    func turns() async throws {
        let leave = Outcome()
        let chunk = ByteBuffer(repeating: 0, count: 1 << 20)
        let api = StubAPI { request in
            switch request.head.path {
            case "/images", "/images/wait":
                request.isTaken()
                await leave.wait()
                return .text("")
            case "/images/long": return APIResponse(HTTPResponse(status: .ok), body: ObjectBody(length: nil) { chunk })
            default: return .text("")
            }
        }
        let lane = RequestLimits.Lane(maximum: 1, maximumWaiting: 0, waitSeconds: 1)
        try await withServer(api, requests: RequestLimits(requests: lane, uploads: lane)) { port in
            try await RawConnection.open(port) { slow in
                try await slow.send("GET /images/long HTTP/1.1\r\nHost: a\r\n\r\n")
                // The answer has begun, and is read no further.
                _ = try await slow.answer(toHead: true)
                try await RawConnection.open(port) { waiting in
                    try await waiting.send("POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                    try await RawConnection.open(port) { third in
                        for line in ["GET /images/x", "POST /images/x", "PUT /uploads/x"] {
                            try await third.send("\(line) HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                            #expect(try await third.answer()?.status == 200, "\(line)")
                        }
                    }
                    leave.set("")
                    #expect(try await waiting.answer()?.status == 200)
                }
            }
        }
    }

    @Test("The gate turns away what is too much, and lets pass what tells of health")
    func gate() async throws {
        let entered = Outcome()
        let leave = Outcome()
        let api = StubAPI { request in
            if request.head.path == "/images" {
                entered.set("")
                await leave.wait()
            }
            return .text("")
        }
        let limits = RequestLimits(requests: RequestLimits.Lane(maximum: 1, maximumWaiting: 0, waitSeconds: 1))
        try await withServer(api, requests: limits) { port in
            try await RawConnection.open(port) { first in
                try await first.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n")
                await entered.wait()
                try await RawConnection.open(port) { second in
                    try await second.send("GET /images/x HTTP/1.1\r\nHost: a\r\n\r\n")
                    let refused = try await second.answer()
                    #expect(refused?.status == 503)
                    #expect(refused?.fields["retry-after"] == "1")
                    #expect(refused?.fields["content-type"] == "application/problem+json")
                    for line in ["GET /health", "GET /ready", "POST /uploads/x", "PUT /uploads/x"] {
                        try await second.send("\(line) HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                        #expect(try await second.answer()?.status == (line.hasPrefix("POST") ? 503 : 200), "\(line)")
                    }
                }
                leave.set("")
                #expect(try await first.answer()?.status == 200)
                try await first.send("GET /images/x HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await first.answer()?.status == 200)
            }
        }
    }
}
