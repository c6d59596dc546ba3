import Foundation
import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsLambda
import RenditionsTesting
import RenditionsWorkflow
import Synchronization
import Testing

/// What answers become on their way through a gateway.
@Suite struct GatewayAnswerTests {
    private static let request = APIRequest(
        HTTPRequest(method: .get, scheme: "https", authority: "img.example", path: "/images"))

    private func document(
        _ form: GatewayForm, _ handler: APIHandler, _ request: APIRequest = Self.request
    ) async throws -> ByteBuffer {
        let context = LambdaContext.sample("request-1")
        return try await handler.handle(ByteBuffer(string: try await form.event(request).json), in: context)
    }

    private func answering(_ type: String?, _ bytes: [UInt8], _ fields: HTTPFields = [:]) -> APIHandler {
        var head = HTTPResponse(status: .ok, headerFields: fields)
        head.headerFields[.contentType] = type
        return APIHandler(RecordingResponder { [head] in APIResponse(head, body: ObjectBody(bytes)) })
    }

    @Test(arguments: GatewayForm.allCases) func textGoesAsTextAndTheRestAsBase64(_ form: GatewayForm) async throws {
        let cases: [(String?, [UInt8], Bool)] = [
            ("application/json", Array("{\"é\":\"\\\"\"}".utf8), false),
            ("text/plain; charset=utf-8", Array("é\n".utf8), false),
            ("application/problem+json", Array("{}".utf8), false), ("image/png", [0x89, 0x50], true),
            ("application/octet-stream", Array("abc".utf8), true), (nil, [], true), ("application/json", [0xFF], true),
        ]
        for (type, bytes, isEncoded) in cases {
            let answer = try await document(form, answering(type, bytes))
            #expect(try JSONValue(json: String(buffer: answer))["isBase64Encoded"] == .bool(isEncoded), "\(type ?? "")")
            #expect(Array(try form.reply(answer).body.readableBytesView) == bytes, "\(type ?? "")")
        }
        let packed = try await document(form, answering("text/plain", Array("abc".utf8), [.contentEncoding: "gzip"]))
        #expect(try JSONValue(json: String(buffer: packed))["isBase64Encoded"] == true)
    }

    @Test(arguments: GatewayForm.allCases) func everyFieldArrives(_ form: GatewayForm) async throws {
        var fields: HTTPFields = [.vary: "Origin", .eTag: "\"a\""]
        fields.append(HTTPField(name: .vary, value: "Accept"))
        // A comma in a cookie would make two of one.
        fields.append(HTTPField(name: .setCookie, value: "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT"))
        fields.append(HTTPField(name: .setCookie, value: "b=2"))
        let reply = try form.reply(try await document(form, answering("text/plain", [], fields)))
        #expect(reply.head.headerFields[values: .setCookie] == fields[values: .setCookie])
        #expect(reply.head.headerFields[values: .vary].joined(separator: ", ") == "Origin, Accept")
        #expect(reply.head.headerFields[.eTag] == "\"a\"")
        #expect(reply.head.headerFields[HTTPField.Name("X-Request-ID")!] == "request-1")
    }

    @Test func aRequestKeepsItsID() async throws {
        var request = Self.request
        request.head.headerFields[HTTPField.Name("X-Request-ID")!] = "theirs.7"
        let reply = try GatewayForm.http.reply(try await document(.http, answering("text/plain", []), request))
        #expect(reply.head.headerFields[HTTPField.Name("X-Request-ID")!] == "theirs.7")
    }

    // MARK: What is too large

    /// Bytes of a body that nobody may read.
    private static func unread(_ length: Int?) -> ObjectBody {
        ObjectBody(length: length) {
            Issue.record("A body was read that can't be given.")
            return nil
        }
    }

    private func large(
        _ type: String, _ body: ObjectBody, _ source: APIResponse.Source?, links: Bool, limit: Int = 1 << 20
    ) -> APIHandler {
        let head = HTTPResponse(
            status: .ok, headerFields: [.contentType: type, .contentDisposition: "attachment", .eTag: "\"a\""])
        let responder = RecordingResponder {
            var answer = APIResponse(head, body: body)
            answer.source = source
            return answer
        }
        return APIHandler(
            responder, configuration: APIHandler.Configuration(maximumResponseBytes: limit), redirectSeconds: 60,
            originalLinks: links ? NamedLinks(name: "originals") : nil,
            renditionLinks: links ? NamedLinks(name: "renditions") : nil)
    }

    @Test(arguments: GatewayForm.allCases) func itsReaderIsSentToTheStore(_ form: GatewayForm) async throws {
        for (store, name) in [(APIResponse.Source.Store.originals, "originals"), (.renditions, "renditions")] {
            let handler = large(
                "image/png", Self.unread(1 << 20), APIResponse.Source(store, "a/b"), links: true)
            let reply = try form.reply(try await document(form, handler))
            #expect(reply.head.status == .temporaryRedirect)
            #expect(reply.head.headerFields[.location] == "https://\(name).example/a/b?60&attachment&image/png")
            #expect(reply.head.headerFields[.cacheControl] == "private, max-age=30")
            #expect(reply.head.headerFields[.eTag] == nil && reply.body.readableBytes == 0)
            #expect(reply.head.headerFields[HTTPField.Name("X-Request-ID")!] == "request-1")
        }
    }

    @Test(arguments: GatewayForm.allCases) func withoutLinksItIsAProblem(_ form: GatewayForm) async throws {
        let source = APIResponse.Source(.renditions, "a/b")
        for handler in [
            large("image/png", Self.unread(1 << 20), source, links: false),
            large("text/plain", Self.unread((1 << 20) + 1), nil, links: true),
        ] {
            let reply = try form.reply(try await document(form, handler))
            #expect(reply.head.status == .contentTooLarge)
            #expect(reply.head.headerFields[.contentType] == "application/problem+json")
            #expect(try JSONValue(json: String(buffer: reply.body))["code"] == "too-large")
        }
    }

    /// Four bytes stand for three in base64, and some in JSON for one.
    @Test func theLimitIsThatOfTheDocument() async throws {
        let source = APIResponse.Source(.renditions, "a/b")
        func status(_ type: String, _ bytes: [UInt8], _ limit: Int) async throws -> Int {
            let handler = large(type, ObjectBody(bytes), source, links: true, limit: limit)
            return try GatewayForm.http.reply(try await document(.http, handler)).head.status.code
        }
        for (type, bytes) in [
            ("image/png", [UInt8](repeating: 1, count: 3000)), ("text/plain", Array(repeating: 10, count: 3000)),
        ] {
            let handler = large(type, ObjectBody(bytes), source, links: true)
            let size = try await document(.http, handler).readableBytes
            #expect(size > 4000)
            #expect(try await status(type, bytes, size) == 200)
            #expect(try await status(type, bytes, size - 1) == 307)
        }
    }

    /// Of what nobody knows the length of, no more is read than can be given.
    @Test func whatHasNoLengthIsReadUpToTheLimit() async throws {
        let given = Mutex(0)
        let endless = ObjectBody(length: nil) {
            given.withLock { $0 += 1 }
            return ByteBuffer(repeating: 1, count: 1 << 16)
        }
        let handler = large("image/png", endless, APIResponse.Source(.renditions, "a/b"), links: true)
        #expect(try GatewayForm.rest.reply(try await document(.rest, handler)).head.status.code == 307)
        #expect(given.withLock { $0 } <= 18)
    }

    @Test func aBodyThatBreaksOffIsAProblem() async throws {
        let body = ObjectBody(length: nil) { throw StoreError(.unavailable, "away") }
        let handler = large("image/png", body, APIResponse.Source(.renditions, "a/b"), links: true)
        let reply = try GatewayForm.http.reply(try await document(.http, handler))
        #expect(reply.head.status == .serviceUnavailable)
    }

    /// Progress is gathered for a while; the client comes back for the rest.
    @Test func progressIsGivenInParts() async throws {
        let head = HTTPResponse(status: .ok, headerFields: [.contentType: "text/event-stream"])
        let isWaiting = DrainSignal()
        let chunks = Mutex(["event: a\n\n", "event: b\n\n"])
        let responder = RecordingResponder {
            APIResponse(
                head,
                body: ObjectBody(length: nil) {
                    if let text = chunks.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
                        return ByteBuffer(string: text)
                    }
                    isWaiting.begin()
                    try await Task.sleep(for: .seconds(86_400))
                    return nil
                })
        }
        let clock = SteppingClock()
        let handler = APIHandler(responder, clock: clock)
        async let answer = document(.http, handler)
        await isWaiting.wait()
        let isOver = Mutex(false)
        async let stepping: Void = {
            while !isOver.withLock({ $0 }) {
                clock.advance(by: .seconds(1))
                await Task.yield()
            }
        }()
        let reply = try GatewayForm.http.reply(try await answer)
        isOver.withLock { $0 = true }
        await stepping
        #expect(String(buffer: reply.body) == "event: a\n\nevent: b\n\n")
    }
}

/// Links that say what they were made for.
struct NamedLinks: ObjectLinks {
    var name: String

    func linkToGet(_ key: ObjectKey, options: DownloadLinkOptions) async throws -> String {
        "https://\(name).example/\(key.rawValue)?\(options.seconds)&\(options.disposition ?? "")&\(options.contentType ?? "")"
    }

    func linkToPut(_ key: ObjectKey, options: UploadLinkOptions) async throws -> UploadLink {
        throw StoreError(.unsupported, "Nobody writes here.")
    }
}
