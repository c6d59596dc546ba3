import AWSClient
import Foundation
import NIOCore
import NIOHTTP1
import ScriptedServer
import Testing

/// What arrives at the other end.
@Suite struct SendingTests {
    /// Computes a signature from what has arrived alone, as a service does.
    private func isSigned(_ request: ScriptedRequest, _ service: String, _ rules: SigningRules) -> Bool {
        let signed = request.headers.first(name: "Authorization") ?? ""
        let names = signed.split(separator: "SignedHeaders=").last?.prefix { $0 != "," }.split(separator: ";") ?? []
        let headers = HTTPHeaders(
            names.flatMap { name in request.headers[String(name)].map { (String(name), $0) } })
        let items = request.target.drop { $0 != "?" }.dropFirst().split(separator: "&").map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                PercentEncoding.decode(String($0))
            }
            return QueryItem(parts[0], parts.count > 1 ? parts[1] : "")
        }
        let hash =
            request.headers.first(name: "x-amz-content-sha256").map { PayloadHash.sha256($0) } ?? .of(request.body)
        var recomputed = headers
        let signature = RequestSigner(service: service, region: "eu-central-1", rules: rules).sign(
            method: request.method, path: request.path, query: items, headers: &recomputed, payload: hash,
            with: Calls.credentials, at: SigningTime(TestClock.start))
        return names.count > 2 && signed.hasSuffix("Signature=\(signature.value)")
            && request.headers.first(name: "X-Amz-Security-Token") == Calls.credentials.sessionToken
    }

    @Test(arguments: [
        "/bucket/plain", "/bucket/a//b", "/bucket/./x", "/bucket/x/../y", "/bucket/a%20b%2Bc%25", "/bucket/%C3%A9~%21",
        "//a", "/bucket/%2F", "/bucket/a%3Fb%23c", "/bucket/",
    ])
    func sendsTheTargetThatItSigned(_ path: String) async throws {
        try await ScriptedServer.run({ _ in ScriptedAnswer() }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let items = [
                    QueryItem("list-type", "2"), QueryItem("prefix", "a b+c/é&=%"), QueryItem("uploads"),
                    QueryItem("plus+", "~!*'()"),
                ]
                _ = try await client.collect(
                    AWSRequest("ListObjectsV2", method: .GET, path: path, query: items), upTo: 100)
            }
            let request = try #require(server.requests.first)
            #expect(
                request.target == path
                    + "?list-type=2&prefix=a%20b%2Bc%2F%C3%A9%26%3D%25&uploads=&plus%2B=~%21%2A%27%28%29")
            #expect(isSigned(request, "s3", .s3))
            #expect(request.headers["Host"] == ["127.0.0.1:\(server.port)"])
        }
    }

    @Test func sendsBodiesThatItSigned() async throws {
        try await ScriptedServer.run({ _ in ScriptedAnswer(text: "{}") }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let body = AWSBody.bytes(ByteBuffer(string: "{\"a\":1}"))
                let dynamo = try Calls.client(of: server, .dynamoDB, http: http)
                _ = try await dynamo.collect(AWSRequest("PutItem", body: body), upTo: 100)
                let s3 = try Calls.client(of: server, http: http)
                _ = try await s3.collect(Calls.put(body), upTo: 100)
                _ = try await s3.collect(Calls.put(body, payload: .unsigned), upTo: 100)
            }
            #expect(server.requests.count == 3)
            #expect(isSigned(server.requests[0], "dynamodb", .general))
            #expect(server.requests[0].headers.first(name: "x-amz-content-sha256") == nil)
            #expect(isSigned(server.requests[1], "s3", .s3))
            #expect(isSigned(server.requests[2], "s3", .s3))
            #expect(server.requests[2].headers.first(name: "x-amz-content-sha256") == "UNSIGNED-PAYLOAD")
        }
    }

    @Test func putsBucketsBeforeTheHostAndPathsBehindTheEndpoint() async throws {
        try await ScriptedServer.run({ _ in ScriptedAnswer() }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = AWSServiceClient(
                    .s3, region: try AWSRegion("eu-central-1"),
                    endpoint: try AWSEndpoint(url: "http://localhost:\(server.port)/gateway"),
                    credentials: StaticCredentials(Calls.credentials), http: http, timing: TestClock().timing())
                var request = Calls.get
                request.path = "/key"
                _ = try await client.collect(request, upTo: 100)
                request.hostPrefix = "bucket."
                let address = try await client.presign(request, seconds: 60).url
                #expect(address.hasPrefix("http://bucket.localhost:\(server.port)/gateway/key?X-Amz-Algorithm="))
            }
            let request = try #require(server.requests.first)
            #expect(request.target == "/gateway/key")
            #expect(isSigned(request, "s3", .s3))
        }
    }

    @Test func streamsReplies() async throws {
        let body = ByteBuffer(bytes: (0..<300_000).map { UInt8(truncatingIfNeeded: $0) })
        try await ScriptedServer.run({ _ in ScriptedAnswer(headers: ["ETag": "e"], body: body) }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let response = try await Calls.client(of: server, http: http).send(Calls.get)
                #expect(response.body.length == 300_000)
                #expect(response.headers.first(name: "etag") == "e")
                var read = ByteBuffer()
                for try await var part in response.body { read.writeBuffer(&part) }
                #expect(read == body)
            }
        }
    }

    @Test func tellsABodyThatBreaksOffFromOneThatEnds() async throws {
        for fault in [ScriptedAnswer.Fault.truncate(afterBytes: 1000), .reset(afterBytes: 1000)] {
            let answer = ScriptedAnswer(body: ByteBuffer(repeating: 1, count: 2000), fault: fault)
            try await ScriptedServer.run({ _ in answer }) { server in
                try await AWSHTTPClient.with(.patient) { http in
                    let client = try Calls.client(of: server, http: http)
                    let error = try await Calls.failure {
                        for try await _ in try await client.send(Calls.get).body {}
                    }
                    #expect(error.code == .interrupted)
                    #expect(error.isRetryable)
                    // Whoever reads knows how far it came, and asks for the rest.
                    #expect(server.requests.count == 1)
                }
            }
        }
    }

    @Test func takesOtherStatusesForRepliesWhereThatIsSaid() async throws {
        try await ScriptedServer.run({ _ in ScriptedAnswer(.notModified) }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                var request = Calls.get
                request.expectedStatuses = [304]
                let response = try await Calls.client(of: server, http: http).send(request)
                #expect(response.status == 304)
            }
        }
    }

    @Test func usesConnectionsAgain() async throws {
        try await ScriptedServer.run({ _ in ScriptedAnswer(text: "x") }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                for _ in 0..<20 { _ = try await client.collect(Calls.get, upTo: 100) }
                #expect(server.connections == 1)
            }
        }
    }

    @Test func sendsNoHeadersWithControlCharacters() async throws {
        try await ScriptedServer.run({ _ in ScriptedAnswer() }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                for value in ["a\r\nx: y", "a\nb", "a\0b", "\u{7F}"] {
                    var request = Calls.get
                    request.headers.add(name: "x-amz-meta-a", value: value)
                    let bad = request
                    let error = try await Calls.failure { _ = try await client.collect(bad, upTo: 100) }
                    #expect(error.code == .invalidRequest)
                }
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test func followsNoRedirect() async throws {
        try await ScriptedServer.run(
            { _ in ScriptedAnswer(.temporaryRedirect, headers: ["Location": "http://127.0.0.1:1/"]) },
            { server in
                try await AWSHTTPClient.with(.patient) { http in
                    let client = try Calls.client(of: server, http: http)
                    let error = try await Calls.failure { _ = try await client.collect(Calls.get, upTo: 100) }
                    #expect(error.code == .wrongRegion)
                }
            })
    }

    @Test func signsAddressesForAWeekAtMost() async throws {
        try await AWSHTTPClient.with(.patient) { http in
            let client = AWSServiceClient(
                .s3, region: try AWSRegion("eu-central-1"), credentials: StaticCredentials(Calls.credentials),
                http: http,
                timing: TestClock().timing())
            for seconds in [0, -1, 604_801] {
                let error = try await Calls.failure { _ = try await client.presign(Calls.get, seconds: seconds) }
                #expect(error.code == .invalidRequest)
            }
            let address = try await client.presign(Calls.get, seconds: 604_800).url
            #expect(address.hasPrefix("https://s3.eu-central-1.amazonaws.com/bucket/key?X-Amz-Algorithm="))
            #expect(address.contains("&X-Amz-Expires=604800&X-Amz-Security-Token=token-of-a-session&X-Amz-Signature="))
        }
    }

    @Test func makesClientsBySettings() async throws {
        try await ScriptedServer.run({ _ in ScriptedAnswer(text: "x") }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let settings = AWSSettings(environment: [
                    "AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL_S3": server.url, "AWS_ACCESS_KEY_ID": "AKIDENV",
                    "AWS_SECRET_ACCESS_KEY": "s",
                ])
                let services = try AWSServices(settings, http: http, timing: TestClock().timing())
                _ = try await services.client(of: .s3).collect(Calls.get, upTo: 100)
                #expect(try services.client(of: .dynamoDB).endpoint.host == "dynamodb.eu-central-1.amazonaws.com")
                #expect(
                    server.requests.first?.headers.first(name: "Authorization")?.contains(
                        "AKIDENV/20261127/eu-central-1/s3/") == true)
            }
        }
    }
}
