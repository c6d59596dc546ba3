import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import ScriptedServer
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Links, used by somebody without credentials, on servers that verify them.
@Suite struct S3LinkTests {
    @Test(.enabled(if: TestBucket.isWanted, TestBucket.reason), arguments: TestBucket.servers)
    func anObjectIsReadByALink(_ kind: AWSServerKind) async throws {
        try await TestBucket.with(kind) { bucket in
            let store = try bucket.store(prefix: "links/")
            _ = try await store.put(
                ObjectBody("cat".utf8), at: "a b/cat+.png", options: PutOptions(contentType: "image/png"))
            let link = try await store.linkToGet(
                "a b/cat+.png",
                options: DownloadLinkOptions(seconds: 60, disposition: "attachment; filename=\"cat.png\""))
            let reply = try await Self.send(.GET, link, [:], "", bucket.client)
            #expect(reply.status == 200)
            #expect(String(buffer: reply.body) == "cat")
            // The emulator does not say what it was asked to say.
            let said = reply.headers.first(name: "Content-Disposition")
            #expect(kind == .emulator || said == "attachment; filename=\"cat.png\"")
            let refused = try await Self.send(.GET, link.replacing("cat.png", with: "dog.png"), [:], "", bucket.client)
            #expect(refused.status == 403)
        }
    }

    @Test(.enabled(if: TestBucket.isWanted, TestBucket.reason), arguments: TestBucket.servers)
    func anObjectIsCreatedByALinkOnce(_ kind: AWSServerKind) async throws {
        try await TestBucket.with(kind) { bucket in
            let store = try bucket.store(prefix: "puts/", .init(uploadLinks: .put))
            try await store.delete("cat.png")
            let link = try await store.linkToPut("cat.png", options: UploadLinkOptions(seconds: 60, maximumBytes: 99))
            #expect(link.method == "PUT" && link.form.isEmpty)
            #expect(link.headers["If-None-Match"] == "*")
            #expect(try await Self.send(.PUT, link.url, link.headers, "cat", bucket.client).status == 200)
            #expect(try await Self.send(.PUT, link.url, link.headers, "dog", bucket.client).status == 412)
            #expect(try await Self.send(.PUT, link.url, [:], "dog", bucket.client).status == 403)
            let found = try await store.get("cat.png").body.collect(upTo: 9)
            #expect(String(buffer: found) == "cat")
        }
    }

    @Test(.enabled(if: TestBucket.isWanted, TestBucket.reason), arguments: TestBucket.servers)
    func aFormIsHeldToItsSize(_ kind: AWSServerKind) async throws {
        try await TestBucket.with(kind) { bucket in
            let store = try bucket.store(prefix: "forms/")
            let link = try await store.linkToPut("cat é.png", options: UploadLinkOptions(seconds: 60, maximumBytes: 4))
            #expect(link.method == "POST")
            #expect(try await Self.post(link, "12345", bucket.client) == 400)
            #expect(try await store.contains("cat é.png") == false)
            #expect((200..<300).contains(try await Self.post(link, "1234", bucket.client)))
            #expect(try await store.head("cat é.png").size == 4)
            var other = link
            other.form["key"] = "forms/dog.png"
            #expect(try await Self.post(other, "1234", bucket.client) == 403)
            #expect(try await store.contains("dog.png") == false)
        }
    }

    /// Credentials that end sooner end a link, which says so.
    @Test(arguments: [S3UploadLinks.form, .put])
    func aLinkEndsWithItsCredentials(_ kind: S3UploadLinks) async throws {
        let now = Date(timeIntervalSince1970: 1_795_780_800)
        try await AWSHTTPClient.with { http in
            for (life, seconds) in [(300.0, 300.0), (7200, 3600), (nil, 3600)] as [(Double?, Double)] {
                let credentials = AWSCredentials(
                    accessKeyID: "ASIAEXAMPLE", secretAccessKey: "secret", sessionToken: "token",
                    expiration: life.map { now + $0 })
                let client = AWSServiceClient(
                    .s3, region: try AWSRegion("eu-central-1"), credentials: StaticCredentials(credentials), http: http,
                    timing: Timing(now: { now }))
                let store = try S3ObjectStore(bucket: "photos", client: client, configuration: .init(uploadLinks: kind))
                let link = try await store.linkToPut("cat", options: .init(seconds: 3600, maximumBytes: 9))
                #expect(link.expires == now + seconds)
            }
        }
    }

    @Test func linksForTooLongOrTooMuchAreRefused() async throws {
        try await S3Faults.with({ _ in .reset }) { store, _ in
            for seconds in [0, 604_801] {
                let error = try await S3Faults.failure {
                    _ = try await store.linkToPut("cat", options: .init(seconds: seconds, maximumBytes: 1))
                }
                #expect(error.code == .invalidRequest)
            }
            let large = try await S3Faults.failure {
                _ = try await store.linkToPut("cat", options: .init(seconds: 1, maximumBytes: 6 << 30))
            }
            #expect(large.code == .invalidRequest)
        }
    }

    private static func post(_ link: UploadLink, _ text: String, _ client: AWSServiceClient) async throws -> Int {
        var body = ""
        for (name, value) in link.form {
            body += "--B\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        body += "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n\(text)\r\n--B--\r\n"
        return try await send(
            .POST, link.url, ["Content-Type": "multipart/form-data; boundary=B"], body, client
        ).status
    }

    /// Sends a request as it is, without a signature but the link's own.
    private static func send(
        _ method: HTTPMethod, _ url: String, _ headers: [String: String], _ body: String,
        _ client: AWSServiceClient
    ) async throws -> AWSReply {
        let base = client.endpoint.description
        try #require(url.hasPrefix(base + "/"))
        let parts = url.dropFirst(base.count).split(separator: "?", maxSplits: 1)
        let query = (parts.count > 1 ? parts[1] : "").split(separator: "&").map { item in
            let pair = item.split(separator: "=", maxSplits: 1).map { PercentEncoding.decode(String($0)) }
            return QueryItem(pair[0], pair.count > 1 ? pair[1] : "")
        }
        var request = AWSRequest(
            "Link", method: method, path: String(parts[0]), query: query,
            headers: HTTPHeaders(headers.map { ($0.key, $0.value) }))
        request.body = .bytes(ByteBuffer(string: body))
        request.isSigned = false
        request.expectedStatuses = [400, 403, 412]
        return try await client.collect(request, upTo: 64 << 10)
    }
}
