import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsTesting
import RenditionsWorkflow
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct ReadingTests {
    /// Whoever asks for health adds something against caches, or for a log.
    @Test(arguments: [APIRoute.health, .ready]) func healthTakesAnyParameter(_ route: APIRoute) async throws {
        let reply = try await MemoryService().send(route.method, route.path + "?ts=1&%&ts=2")
        #expect(reply.head.status == .ok)
    }

    /// Whatever the route, and whether or not it takes any.
    @Test(arguments: APIRoute.allCases.filter { ![.health, .ready].contains($0) })
    func unknownParametersAreRefused(_ route: APIRoute) async throws {
        let path = route.path.replacing("{", with: "").replacing("}", with: "")
        let reply = try await MemoryService().send(route.method, path + "?nonsense=1")
        #expect(reply.head.status == .badRequest)
        #expect(String(buffer: reply.body).contains(#"\"nonsense\""#))
    }

    @Test func readersMayBeSentToTheStore() async throws {
        let service = try MemoryService(uploadLinks: SignedLinks(), renditionLinks: SignedLinks())
        let id = try #require(try await service.uploaded()["id"]?.stringValue)
        service.renditions.forget()
        let reply = try await service.send(.get, "/images/\(id)/renditions/small")
        #expect(reply.head.status.code == 307)
        #expect(reply.head.headerFields[.location] == "https://store.example/signed?seconds=600")
        #expect(reply.head.headerFields[.cacheControl] == "private, max-age=300")
        #expect(service.renditions.calls.isEmpty)
        // Who has it is not sent there, and links are for GET alone.
        let tag = try #require(reply.head.headerFields[.eTag])
        let known = try await service.send(.get, "/images/\(id)/renditions/small", [.ifNoneMatch: tag])
        #expect(known.head.status == .notModified)
        let head = try await service.send(.head, "/images/\(id)/renditions/small")
        #expect(head.head.status == .ok)
        #expect(head.head.headerFields[.eTag] == tag)

        let link = try await service.send(.post, "/uploads", body: Array(#"{"bytes": 1000}"#.utf8))
        #expect(link.head.status == .created)
        let upload = try JSONValue(json: Array(link.body.readableBytesView))["upload"]
        #expect(upload?["method"] == "POST")
        #expect(upload?["form"]?["limit"] == "1000")
        #expect(upload?["expires"] == "2027-01-15T08:00:00.000Z")
    }

    @Test func whatTheClientHasIsNotRead() async throws {
        let service = try MemoryService()
        let id = try #require(try await service.uploaded()["id"]?.stringValue)
        let first = try await service.send(.get, "/images/\(id)/renditions/small")
        let tag = try #require(first.head.headerFields[.eTag])
        service.renditions.forget()
        let again = try await service.send(.get, "/images/\(id)/renditions/small", [.ifNoneMatch: tag])
        #expect(again.head.status == .notModified)
        #expect(service.renditions.calls.isEmpty)
    }

    /// Whoever was cut off goes on where that was.
    @Test(arguments: ["original", "rendition"])
    func whatWasCutOffGoesOn(_ content: String) async throws {
        let service = try MemoryService()
        let image = try await service.uploaded()
        let path =
            content == "original"
            ? image["links"]?["original"]?.stringValue : image["renditions"]?[0]?["url"]?.stringValue
        let url = try #require(path)
        let whole = try await service.send(.get, url)
        let tag = try #require(whole.head.headerFields[.eTag])
        let part = try await service.send(.get, url, [.range: "bytes=10-", .ifRange: tag])
        #expect(part.head.status == .partialContent)
        #expect(Array(part.body.readableBytesView) == Array(whole.body.readableBytesView.dropFirst(10)))
        let other = try await service.send(.get, url, [.range: "bytes=10-", .ifRange: "\"other\""])
        #expect(other.head.status == .ok)
        #expect(other.body == whole.body)
    }

    @Test func anUploadLinkHoldsForAWhile() async throws {
        let time = SetTime(1_700_000_000)
        let service = try MemoryService(clock: time.clock)
        let link = try await service.send(.post, "/uploads")
        let url = try JSONValue(json: Array(link.body.readableBytesView))["upload"]?["url"]?.stringValue
        time.advance(by: 900)
        let late = try await service.send(.put, try #require(url), body: UploadTests.image)
        #expect(late.head.status == .gone)
        #expect(try await service.originalKeys() == [])
    }

    @Test func linksHaveTheBaseAndTheOrigin() async throws {
        var configuration = APICheck.configuration
        configuration.basePath = "/media/v1/"
        configuration.origin = "https://img.example"
        let service = try MemoryService(configuration: configuration)
        let reply = try await service.send(.post, "/media/v1/images", body: UploadTests.image)
        #expect(reply.head.status == .accepted)
        #expect(reply.head.headerFields[.location]?.hasPrefix("https://img.example/media/v1/images/") == true)
        #expect(try await service.send(.get, "/images").head.status == .notFound)
        #expect(try await service.send(.get, "/media/v1/health").head.status == .ok)
    }

    @Test func datesAreWrittenAsFieldsHaveThem() async throws {
        let clock = SetTime(784_111_777).clock
        let service = try MemoryService(clock: clock) { _ in MemoryObjectStore(clock: clock) }
        let image = try await service.uploaded()
        let original = try #require(image["links"]?["original"]?.stringValue)
        let reply = try await service.send(.get, original)
        // The example of RFC 9110, section 5.6.7.
        #expect(reply.head.headerFields[.lastModified] == "Sun, 06 Nov 1994 08:49:37 GMT")
    }

    @Test func aDrainEndsWhatWaits() async throws {
        let hold = DrainSignal()
        let engine = HookedImageEngine(beforeRender: { _ in await hold.wait() })
        let service = try MemoryService(engine: engine)
        let sent = try await service.send(.post, "/images", body: UploadTests.image)
        let id = try #require(try JSONValue(json: Array(sent.body.readableBytesView))["id"]?.stringValue)
        async let followed = service.send(.get, "/images/\(id)/events")
        async let waited = service.send(
            .post, "/images", [HTTPField.Name("Prefer")!: "wait=600"], body: UploadTests.image)
        #expect(try await service.send(.get, "/ready").head.status == .ok)
        service.api.drain()
        #expect(try await waited.head.status == .accepted)
        let events = try await followed
        #expect(!String(decoding: events.body.readableBytesView, as: UTF8.self).contains("event: done"))
        #expect(try await service.send(.get, "/ready").head.status == .serviceUnavailable)
        hold.begin()
    }

    /// However many ask, and also where a part heeds no cancellation.
    @Test func aPartThatDoesNotAnswerIsOutOfReach() async throws {
        var configuration = APICheck.configuration
        configuration.readinessSeconds = 0
        let hold = DrainSignal()
        let asked = Gauge()
        let service = try MemoryService(configuration: configuration) { inner in
            HeldObjectStore(inner) { _ in
                asked.add(1)
                // Not cancelled with whoever waits for it.
                await Task { await hold.wait() }.value
            }
        }
        let replies = try await withThrowingTaskGroup(of: APIReply.self) { group in
            for _ in 0..<50 { group.addTask { try await service.send(.get, "/ready") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for reply in replies {
            #expect(reply.head.status == .serviceUnavailable)
            let checks = try JSONValue(json: Array(reply.body.readableBytesView))["checks"]
            #expect(checks?["originals"] == "out-of-reach")
        }
        #expect(asked.total < 50)
        hold.begin()
    }

    /// Not of what is only looked at.
    @Test func theNumberOfRenditionsIsTold() async throws {
        // What happens before somebody follows is not told.
        for width in 40..<240 {
            let hold = DrainSignal()
            let service = try MemoryService { inner in
                HeldObjectStore(inner) { options in if !options.headOnly { await hold.wait() } }
            }
            let image = PNGWriter.encode(TestImage.gradient(PixelSize(width: width, height: 30)))
            let sent = try await service.send(.post, "/images", body: image)
            let id = try #require(try JSONValue(json: Array(sent.body.readableBytesView))["id"]?.stringValue)
            async let followed = service.send(.get, "/images/\(id)/events")
            for _ in 0..<100 { await Task.yield() }
            hold.begin()
            let events = String(decoding: try await followed.body.readableBytesView, as: UTF8.self)
            guard events.contains("event: planned") else { continue }
            #expect(events.contains("event: planned\ndata: {\"renditions\":\(APICheck.recipe.renditions.count)}"))
            return
        }
        Issue.record("No plan was told of.")
    }

    /// What takes credentials is kept by nobody but who has them.
    @Test func whatIsNotOpenIsPrivate() async throws {
        var access = APICheck.access
        access.renditions = .authorized
        let service = try MemoryService(access: access, authorizer: Everybody())
        let image = try await service.uploaded()
        let url = try #require(image["renditions"]?[0]?["url"]?.stringValue)
        let reply = try await service.send(.get, url)
        #expect(reply.head.headerFields[.cacheControl] == "private, max-age=31536000, immutable")
    }

    /// Who may only send gets no record, also of what others have sent.
    @Test func whoMayNotReadGetsReceipts() async throws {
        var access = APICheck.access
        access.read = .authorized
        let service = try MemoryService(access: access, authorizer: Nobody())
        for _ in 0..<2 {
            let image = try await service.uploaded()
            #expect(image["state"] == "ready")
            #expect(image["renditions"] == nil && image["created"] == nil)
        }
    }

    @Test func nothingIsServedWithoutLeave() async throws {
        let service = try MemoryService(access: AccessPolicy(), authorizer: Nobody())
        for route in APIRoute.allCases where route.scope != nil {
            let path = route.path.replacing("{id}", with: "x").replacing("{name}", with: "x")
            let status = try await service.send(route.method, path, body: UploadTests.image).head.status
            #expect(status == (route.scope == .originals || route.scope == .delete ? .forbidden : .unauthorized))
        }
        #expect(try await service.originalKeys() == [])
        #expect(throws: AccessError.self) { try MemoryService(access: AccessPolicy()) }
    }
}

/// Grants everything to everybody.
private struct Everybody: Authorizer {
    func authorize(_ head: HTTPRequest, for scope: Scope) async throws -> Authorization {
        .granted(Principal("somebody"))
    }
}

/// Grants nothing to anybody.
private struct Nobody: Authorizer {
    func authorize(_ head: HTTPRequest, for scope: Scope) async throws -> Authorization { .unauthorized }
}
