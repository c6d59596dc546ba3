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

    @Test func anEmptyBodyIsSaidToBeEmpty() async throws {
        let reply = try await MemoryService().send(.post, "/images")
        #expect(reply.head.status == .unsupportedMediaType)
        #expect(String(buffer: reply.body).contains("it has no bytes"))
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

    /// Two files, of which each would be accepted.
    private static func form() -> (fields: HTTPFields, bytes: [UInt8]) {
        let files = [image, PNGWriter.encode(TestImage.gradient(PixelSize(width: 41, height: 30)))]
        var bytes: [UInt8] = []
        for (number, file) in files.enumerated() {
            let header = "Content-Disposition: form-data; name=\"f\"; filename=\"\(number).png\""
            bytes += Array("--b\r\n\(header)\r\n\r\n".utf8) + file + Array("\r\n".utf8)
        }
        return ([.contentType: "multipart/form-data; boundary=b"], bytes + Array("--b--\r\n".utf8))
    }

    /// What is wrong with a form is often seen at its end.
    @Test(arguments: [nil, "\"a\""])
    func ofAFormThatIsWrongNothingIsKept(key: String?) async throws {
        let service = try MemoryService()
        var (fields, bytes) = Self.form()
        if let key { fields[.idempotencyKey] = key }
        #expect(try await upload(service.api, Array(bytes.dropLast(8)), fields).0 == 400)
        var wrong = fields
        wrong[.contentDigest] = "sha-256=:" + String(repeating: "A", count: 43) + "=:"
        #expect(try await upload(service.api, bytes, wrong).1["code"] == "digest-mismatch")
        #expect(try await service.originalKeys() == [])
        #expect(try await service.records.page(RecordRequest()).records.isEmpty)
        // The same under the same key is as good as new.
        #expect(try await upload(service.api, bytes, fields).0 == 202)
        #expect(try await service.originalKeys().count == 2)
    }

    @Test func whatAStoreFailsToTakeOfAFormIsNotKeptInPart() async throws {
        let error = StoreError(.unavailable, "not now")
        let service = try MemoryService { FaultyObjectStore($0, faults: [.calls([2], of: .put, throwing: error)]) }
        let (fields, bytes) = Self.form()
        #expect(try await upload(service.api, bytes, fields).0 == 503)
        #expect(try await service.originalKeys() == [])
        #expect(try await upload(service.api, bytes, fields).0 == 202)
    }

    /// A form that stalls is given up when its retry has been accepted.
    @Test func aFormThatIsGivenUpTakesNothingFromItsRetry() async throws {
        let service = try MemoryService()
        var (fields, bytes) = Self.form()
        fields[.idempotencyKey] = "\"a\""
        let hold = DrainSignal()
        let isStored = DrainSignal()
        let start = ByteBuffer(bytes: bytes.dropLast(8))
        let given = Gauge()
        let body = ObjectBody(length: nil) {
            given.add(1)
            guard given.total > 1 else { return start }
            isStored.begin()
            await hold.wait()
            return nil
        }
        let head = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/images", headerFields: fields)
        async let first = service.api.respond(to: APIRequest(head, body: body))
        await isStored.wait()
        let second = try await upload(service.api, bytes, fields)
        #expect(second.0 == 202)
        hold.begin()
        #expect(await first.head.status.code == 400)
        for image in try #require(second.1["images"]?.arrayValue) {
            try await service.settled(AssetID(#require(image["image"]?["id"]?.stringValue)))
        }
        #expect(try await service.originalKeys().count == 2)
        let third = try await upload(service.api, bytes, fields)
        #expect(third.1 == second.1)
        #expect(try await service.originalKeys().count == 2)
    }

    @Test func asManyFilesAsAreSaidToBeAccepted() async throws {
        var configuration = APICheck.configuration
        configuration.maximumFiles = 100
        let service = try MemoryService(configuration: configuration)
        for count in [100, 101] {
            var bytes: [UInt8] = []
            for number in 0..<count {
                let header = "Content-Disposition: form-data; name=\"f\"; filename=\"\(number).png\""
                bytes += Array("--b\r\n\(header)\r\n\r\n".utf8) + Self.image + Array("\r\n".utf8)
            }
            let fields: HTTPFields = [.contentType: "multipart/form-data; boundary=b"]
            #expect(
                try await upload(service.api, bytes + Array("--b--\r\n".utf8), fields).0 == (count == 100 ? 202 : 400))
        }
        #expect(try await service.originalKeys().count == 1)
    }

    private func link(_ service: MemoryService) async throws -> String {
        let reply = try await service.send(.post, "/uploads")
        let url = try JSONValue(json: Array(reply.body.readableBytesView))["upload"]?["url"]?.stringValue
        return try #require(url)
    }

    /// Its place is free again at once.
    @Test func aLinkWhoseFileWasADuplicateIsUsed() async throws {
        let service = try MemoryService()
        let image = try await service.uploaded()
        let url = try await link(service)
        let sent = try await service.send(.put, url, [.prefer: "wait=600"], body: Self.image)
        #expect(sent.head.status == .ok)
        #expect(try JSONValue(json: Array(sent.body.readableBytesView))["id"] == image["id"])
        let other = PNGWriter.encode(TestImage.gradient(PixelSize(width: 42, height: 30)))
        #expect(try await service.send(.put, url, body: other).head.status == .preconditionFailed)
        #expect(try await service.originalKeys().count == 1)
    }

    /// Nobody else may send a file while somebody does, for as long as that may take.
    @Test func aLinkIsTakenWhileAFileComes() async throws {
        let time = SetTime(1_700_000_000)
        let service = try MemoryService(clock: time.clock)
        let url = try await link(service)
        let hold = DrainSignal()
        let isTaken = DrainSignal()
        let body = ObjectBody(length: nil) {
            isTaken.begin()
            await hold.wait()
            throw Problem(.timedOut, "")
        }
        let head = HTTPRequest(method: .put, scheme: nil, authority: nil, path: url)
        async let first = service.api.respond(to: APIRequest(head, body: body))
        await isTaken.wait()
        #expect(try await service.send(.put, url, body: Self.image).head.status == .preconditionFailed)
        time.advance(by: 300)
        // As if the process had ended.
        #expect(try await service.send(.put, url, body: Self.image).head.status == .accepted)
        hold.begin()
        #expect(await first.head.status == .requestTimeout)
        #expect(try await service.send(.put, url, body: Self.image).head.status == .preconditionFailed)
        #expect(try await service.originalKeys().count == 1)
    }

    @Test func aLinkTakesNoMoreThanWasAskedFor() async throws {
        let service = try MemoryService()
        let reply = try await service.send(.post, "/uploads", body: Array(#"{"bytes": 20}"#.utf8))
        let url = try JSONValue(json: Array(reply.body.readableBytesView))["upload"]?["url"]?.stringValue
        #expect(try await service.send(.put, #require(url), body: Self.image).head.status == .contentTooLarge)
    }

    /// The process that took the file ended before the work was begun.
    @Test func whatALinkHasTakenIsTakenUp() async throws {
        let error = StoreError(.unavailable, "not now")
        let service = try MemoryService { FaultyObjectStore($0, faults: [.calls([1], of: .get, throwing: error)]) }
        let url = try await link(service)
        #expect(try await service.send(.put, url, body: Self.image).head.status == .serviceUnavailable)
        #expect(try await service.send(.put, url, body: Self.image).head.status == .preconditionFailed)
        let key = try #require(try await service.originalKeys().first)
        try await service.settled(AssetID(original: key))
    }
}
