import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsTesting
import ScriptedServer
import Synchronization
import Testing

/// Writes in parts, on servers that verify signatures and checksums.
@Suite struct S3UploadTests {
    private static let small = S3ObjectStore.Configuration(partSize: 5 << 20, partsAtOnce: 3)
    private static let bytes = SeededRandom.bytes(13 << 20, seed: 11)

    private static func chunks(failure: (any Error)? = nil) -> ObjectBody {
        .chunked(
            stride(from: 0, to: bytes.count, by: 700_001).map { Array(bytes[$0..<min($0 + 700_001, bytes.count)]) },
            length: nil, failure: failure)
    }

    @Test(.enabled(if: TestBucket.isWanted, TestBucket.reason), arguments: TestBucket.servers)
    func whatIsLongerThanAPartComesBack(_ kind: AWSServerKind) async throws {
        try await TestBucket.with(kind) { bucket in
            let store = try bucket.store(prefix: "long/", Self.small)
            let options = PutOptions(contentType: "image/tiff", attributes: ["a": "b"])
            let streamed = try await store.put(Self.chunks(), at: "streamed", options: options)
            let whole = try await store.put(ObjectBody(Self.bytes), at: "streamed", options: options)
            #expect(streamed.entityTag == whole.entityTag)
            #expect(streamed.entityTag.rawValue.hasSuffix("-3"))
            let read = try await store.get("streamed")
            #expect(read.metadata.attributes == ["a": "b"])
            #expect(read.metadata.contentType == "image/tiff")
            #expect(read.metadata.entityTag == streamed.entityTag)
            #expect(Array(try await read.body.collect(upTo: 1 << 25).readableBytesView) == Self.bytes)
            let part = try await store.get("streamed", options: GetOptions(range: .bytes(5_242_870..<5_242_890)))
            #expect(
                Array(try await part.body.collect(upTo: 99).readableBytesView)
                    == Array(Self.bytes[5_242_870..<5_242_890]))
        }
    }

    @Test(.enabled(if: TestBucket.isWanted, TestBucket.reason), arguments: TestBucket.servers)
    func conditionsHoldForParts(_ kind: AWSServerKind) async throws {
        try await TestBucket.with(kind) { bucket in
            let store = try bucket.store(prefix: "conditions/", Self.small)
            try await store.delete("cat.tif")
            let first = try await store.put(Self.chunks(), at: "cat.tif", options: PutOptions(mode: .create))
            for mode in [PutOptions.Mode.create, .replace(EntityTag("0cc175b9c0f1b6a831c399e269772661"))] {
                let error = try await S3Faults.failure {
                    _ = try await store.put(Self.chunks(), at: "cat.tif", options: PutOptions(mode: mode))
                }
                #expect(error.code == .preconditionFailed)
            }
            #expect(try await store.head("cat.tif").entityTag == first.entityTag)
        }
    }

    @Test(.enabled(if: TestBucket.isWanted, TestBucket.reason), arguments: TestBucket.servers)
    func aBodyThatFailsLeavesNoParts(_ kind: AWSServerKind) async throws {
        struct Broken: Error {}
        try await TestBucket.with(kind) { bucket in
            let store = try bucket.store(prefix: "broken/", Self.small)
            await #expect(throws: Broken.self) {
                _ = try await store.put(Self.chunks(failure: Broken()), at: "cat.tif")
            }
            #expect(try await store.contains("cat.tif") == false)
            let uploads: Uploads = try await bucket.client.callXML(
                AWSRequest(
                    "ListBucketMultipartUploads", method: .GET, path: "/\(bucket.name)",
                    query: [QueryItem("uploads"), QueryItem("prefix", "broken/")]))
            #expect(uploads.Upload?.count ?? 0 == 0)
        }
    }

    private struct Uploads: Decodable, Sendable { var Upload: [Upload]? }
    private struct Upload: Decodable, Sendable { var Key: String }

    /// Neither the first part nor any other stays in memory once it was sent.
    @Test func noMorePartsAreInMemoryThanWasSaid() async throws {
        let left = Mutex(12)
        try await S3Faults.with(
            Self.small,
            { request in
                switch request.method {
                case .POST where request.target.hasSuffix("?uploads="):
                    S3Faults.begun()
                case .POST: .init(text: "<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>")
                case .HEAD: S3Faults.object([1])
                default: S3Faults.written
                }
            }
        ) { store, server in
            let body = ObjectBody(length: nil) {
                let isOver = left.withLock { left in
                    left -= 1
                    return left < 0
                }
                return isOver ? nil : CountedMemory.buffer(5 << 20)
            }
            _ = try await store.put(body, at: "cat.tif")
            #expect(server.requests.filter { $0.target.contains("partNumber=") }.count == 12)
            // And one byte more than a part is read to know that there is another, which here is a part; and a connection may
            // let go of what it has sent a moment after the reply.
            #expect(CountedMemory.peak <= 3 + 2)
        }
    }

    @Test func whatDoesNotFitIsRefused() async throws {
        try await S3Faults.with(S3ObjectStore.Configuration(partSize: 5 << 20, maximumObjectSize: 100), { _ in .reset })
        {
            store, server in
            for length in [101, nil] {
                let error = try await S3Faults.failure {
                    _ = try await store.put(
                        .chunked([[UInt8](repeating: 1, count: 101)], length: length), at: "cat.tif")
                }
                #expect(error.code == .tooLarge)
            }
            #expect(server.requests.isEmpty)
        }
    }
}
