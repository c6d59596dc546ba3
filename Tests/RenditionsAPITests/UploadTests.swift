import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// What an upload leaves behind, whatever happens to it.
@Suite struct UploadTests {
    static let image = PNGWriter.encode(TestImage.gradient(PixelSize(width: 40, height: 30)))

    private func upload(
        _ api: ImageAPI, _ bytes: [UInt8] = image, _ fields: HTTPFields = [:]
    ) async throws -> (Int, JSONValue) {
        let head = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/images", headerFields: fields)
        let response = await api.respond(to: APIRequest(head, body: ObjectBody(bytes)))
        let text = try await response.body.collect(upTo: 1 << 20)
        return (response.head.status.code, try JSONValue(json: Array(text.readableBytesView)))
    }

    @Test func sameKeyGivesTheSameReply() async throws {
        let service = try MemoryService()
        let fields: HTTPFields = [HTTPField.Name("Idempotency-Key")!: "\"a\""]
        let first = try await upload(service.api, Self.image, fields)
        // Processing ends in between, and changes nothing.
        let id = try AssetID(#require(first.1["id"]?.stringValue))
        try await service.settled(id)
        for _ in 0..<20 {
            let again = try await upload(service.api, Self.image, fields)
            #expect(again.0 == first.0)
            #expect(again.1 == first.1)
        }
        #expect(try await service.originalKeys().count == 1)
    }

    /// Whoever stored the file ended before anything was written down.
    @Test func whatWasCutOffAfterTheFileIsTakenUp() async throws {
        let other = try MemoryService()
        let fields: HTTPFields = [HTTPField.Name("Idempotency-Key")!: "\"a\""]
        let reply = try await upload(other.api, Self.image, fields)
        let key = try #require(try await other.originalKeys().first)
        let service = try MemoryService()
        _ = try await service.originals.put(ObjectBody(Self.image), at: key)
        let again = try await upload(service.api, Self.image, fields)
        #expect(again.1["id"] == reply.1["id"])
        #expect(try await service.originalKeys() == [key])
        try await service.settled(try AssetID(#require(again.1["id"]?.stringValue)))
    }

    /// Whoever wrote the record ended before the work was begun.
    @Test func whatIsPendingIsTakenUp() async throws {
        let service = try MemoryService()
        let original = try await service.originals.put(ObjectBody(Self.image), at: "uploads/left")
        let now = original.modified
        let id = AssetID(original: original.key)
        try await service.records.put(AssetRecord(id: id, original: original, created: now, updated: now))
        #expect(try await service.api.takeUp() == 1)
        try await service.settled(id)
        #expect(try await service.api.takeUp() == 0)
    }

    /// The records are gone, and the runner still knows that everything was done.
    @Test func whatWasLostIsMadeAgain() async throws {
        let service = try MemoryService()
        let fields: HTTPFields = [HTTPField.Name("Idempotency-Key")!: "\"a\""]
        let first = try await upload(service.api, Self.image, fields)
        let id = try AssetID(#require(first.1["id"]?.stringValue))
        try await service.settled(id)
        try await service.records.delete(id)
        let again = try await upload(service.api, Self.image, fields)
        #expect(again.1["id"] == first.1["id"])
        try await service.settled(id)
    }

    @Test func whatIsRefusedLeavesNothing() async throws {
        let service = try MemoryService()
        let wrong = "sha-256=:" + String(repeating: "A", count: 43) + "=:"
        #expect(try await upload(service.api, Self.image, [HTTPField.Name("Content-Digest")!: wrong]).0 == 400)
        #expect(try await upload(service.api, Array("no image".utf8)).0 == 415)
        let long = Self.image + [UInt8](repeating: 0, count: APICheck.configuration.maximumUploadBytes)
        #expect(try await upload(service.api, long).0 == 413)
        #expect(try await service.originalKeys() == [])
        #expect(try await service.records.page(RecordRequest()).records.isEmpty)
    }

    @Test func duplicatesLeaveNothing() async throws {
        let service = try MemoryService()
        let first = try await upload(service.api)
        for _ in 0..<5 { #expect(try await upload(service.api).1["id"] == first.1["id"]) }
        #expect(try await service.originalKeys().count == 1)
    }

    /// An endless body is given up at the limit (and 64 KiB more at most).
    @Test func endlessBodiesAreGivenUp() async throws {
        let service = try MemoryService()
        let given = Gauge()
        let start = ByteBuffer(bytes: Self.image)
        let more = ByteBuffer(repeating: 0, count: 16 << 10)
        let body = ObjectBody(length: nil) {
            let chunk = given.total == 0 ? start : more
            given.add(chunk.readableBytes)
            return chunk
        }
        let head = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/images")
        let response = await service.api.respond(to: APIRequest(head, body: body))
        #expect(response.head.status.code == 413)
        #expect(given.total <= APICheck.configuration.maximumUploadBytes + (64 << 10))
        // What says how long it is is not read at all.
        let said = Gauge()
        let announced = ObjectBody(length: 5 << 30) {
            said.add(1)
            return more
        }
        var long = head
        long.headerFields[.contentLength] = "\(5 << 30)"
        #expect(await service.api.respond(to: APIRequest(long, body: announced)).head.status.code == 413)
        #expect(said.total == 0)
    }

    @Test func aFullBacklogTurnsUploadsAway() async throws {
        var configuration = APICheck.configuration
        configuration.maximumBacklog = 0
        let service = try MemoryService(configuration: configuration)
        let reply = try await upload(service.api)
        #expect(reply.0 == 503)
        #expect(reply.1["code"] == "unavailable")
        #expect(try await service.originalKeys() == [])
    }

    @Test(arguments: [StoreError.Code.unavailable, .storageFull, .corrupt])
    func aStoreThatFailsIsToldWithoutItsWords(_ code: StoreError.Code) async throws {
        let secret = StoreError(code, "the disk /srv/tenant-7 is gone")
        let service = try MemoryService { FaultyObjectStore($0, faults: [.calls([1], of: .put, throwing: secret)]) }
        let reply = try await upload(service.api)
        #expect(reply.0 == (code == .corrupt ? 500 : 503))
        #expect(!reply.1.json.contains("tenant"))
        #expect(try await upload(service.api).0 == 202)
    }
}
