import AWSServers
import Foundation
import NIOCore
import Renditions
import RenditionsAWS
import ScriptedServer
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Links, used by somebody without credentials, on servers that verify them.
@Suite struct S3LinkTests {
    static let servers = [AWSServerKind.emulator, .seaweedFS].filter(\.isWanted)

    @Test(arguments: servers) func anObjectIsReadByALink(_ kind: AWSServerKind) async throws {
        try await TestBucket.with(kind) { bucket in
            let store = try bucket.store(prefix: "links/")
            _ = try await store.put(
                ObjectBody("cat".utf8), at: "a b/cat+.png", options: PutOptions(contentType: "image/png"))
            let link = try await store.linkToGet(
                "a b/cat+.png",
                options: DownloadLinkOptions(seconds: 60, disposition: "attachment; filename=\"cat.png\""))
            let (status, body, headers) = try await Self.send("GET", link)
            #expect(status == 200)
            #expect(body == Data("cat".utf8))
            #expect(headers["content-disposition"] == "attachment; filename=\"cat.png\"")
            let (refused, _, _) = try await Self.send("GET", link.replacing("cat.png", with: "dog.png"))
            #expect(refused == 403)
        }
    }

    @Test(arguments: servers) func anObjectIsCreatedByALinkOnce(_ kind: AWSServerKind) async throws {
        try await TestBucket.with(kind) { bucket in
            let store = try bucket.store(prefix: "puts/", .init(uploadLinks: .put))
            try await store.delete("cat.png")
            let link = try await store.linkToPut("cat.png", options: UploadLinkOptions(seconds: 60, maximumBytes: 99))
            #expect(link.method == "PUT" && link.form.isEmpty)
            #expect(link.headers["If-None-Match"] == "*")
            #expect(try await Self.send("PUT", link.url, link.headers, Data("cat".utf8)).status == 200)
            #expect(try await Self.send("PUT", link.url, link.headers, Data("dog".utf8)).status == 412)
            #expect(try await Self.send("PUT", link.url, [:], Data("dog".utf8)).status == 403)
            #expect(try await store.get("cat.png").body.collect(upTo: 9).getString(at: 0, length: 3) == "cat")
        }
    }

    @Test(arguments: servers) func aFormIsHeldToItsSize(_ kind: AWSServerKind) async throws {
        try await TestBucket.with(kind) { bucket in
            let store = try bucket.store(prefix: "forms/")
            let link = try await store.linkToPut("cat é.png", options: UploadLinkOptions(seconds: 60, maximumBytes: 4))
            #expect(link.method == "POST")
            #expect(try await Self.post(link, "12345") == 400)
            #expect(try await store.contains("cat é.png") == false)
            #expect((200..<300).contains(try await Self.post(link, "1234")))
            #expect(try await store.head("cat é.png").size == 4)
            var other = link
            other.form["key"] = "forms/dog.png"
            #expect(try await Self.post(other, "1234") == 403)
            #expect(try await store.contains("dog.png") == false)
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

    private static func post(_ link: UploadLink, _ text: String) async throws -> Int {
        var body = ""
        for (name, value) in link.form {
            body += "--B\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        body += "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n\(text)\r\n--B--\r\n"
        return try await send(
            "POST", link.url, ["Content-Type": "multipart/form-data; boundary=B"], Data(body.utf8)
        ).status
    }

    private static func send(
        _ method: String, _ url: String, _ headers: [String: String] = [:], _ body: Data? = nil
    ) async throws -> (status: Int, body: Data, headers: [String: String]) {
        var request = URLRequest(url: try #require(URL(string: url)))
        request.httpMethod = method
        request.httpBody = body
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await URLSession.shared.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        let fields = answer.allHeaderFields.map { ("\($0.key)".lowercased(), "\($0.value)") }
        return (answer.statusCode, data, Dictionary(fields, uniquingKeysWith: { first, _ in first }))
    }
}
