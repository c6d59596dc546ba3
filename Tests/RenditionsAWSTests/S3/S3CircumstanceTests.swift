import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import ScriptedServer
import Testing

/// Bad circumstances of a bucket, on a server that checks what AWS checks.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct S3CircumstanceTests {
    private static let all = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"]

    /// A call for each permission that a store needs.
    private static func call(_ right: String, _ store: S3ObjectStore) async throws {
        switch right {
        case "s3:GetObject": _ = try await store.get("cat")
        case "s3:PutObject": _ = try await store.put(ObjectBody("dog".utf8), at: "dog")
        case "s3:DeleteObject": try await store.delete("cat")
        default: _ = try await store.page(ListRequest())
        }
    }

    /// A store of somebody who may do this in the bucket, and nothing else.
    private static func store(_ bucket: TestBucket, allowed rights: [String]) async throws -> S3ObjectStore {
        let access = try EmulatedTable.client(
            of: .accessManagement, bucket.server.endpoint, bucket.account.accessKey, bucket.account.secretKey,
            bucket.http)
        let arn = "arn:aws:s3:::\(bucket.name)"
        let user = try await EmulatedUser.make("somebody", allowed: rights, on: [arn, arn + "/*"], access)
        return try bucket.store(
            client: TestBucket.client(bucket.server.endpoint, user.key, user.secret, bucket.http))
    }

    @Test(arguments: all) func thePermissionThatIsMissingIsNamed(_ right: String) async throws {
        try await TestBucket.with { bucket in
            _ = try await bucket.store().put(ObjectBody("cat".utf8), at: "cat")
            let store = try await Self.store(bucket, allowed: Self.all.filter { $0 != right })
            let error = try await S3Faults.failure { try await Self.call(right, store) }
            #expect(error.code == .permissionDenied)
            #expect(error.message.contains(right) && error.message.contains(bucket.name), "\(error.message)")
            #expect(try await bucket.store().page(ListRequest()).objects.map(\.key) == ["cat"])
        }
    }

    @Test func thePermissionsThatAreNamedAreEnough() async throws {
        try await TestBucket.with { bucket in
            _ = try await bucket.store().put(ObjectBody("cat".utf8), at: "cat")
            let store = try await Self.store(bucket, allowed: Self.all)
            for right in Self.all { try await Self.call(right, store) }
            // With that one S3 says that an object is missing; without it, it refuses.
            let missing = try await S3Faults.failure { _ = try await store.head("bird") }
            #expect(missing.code == .notFound)
        }
    }

    @Test func whoMayNotListIsToldThatAnObjectMayBeMissing() async throws {
        try await TestBucket.with { bucket in
            let store = try await Self.store(bucket, allowed: ["s3:GetObject"])
            let error = try await S3Faults.failure { _ = try await store.get("bird") }
            #expect(error.code == .permissionDenied)
            #expect(error.message.contains("s3:ListBucket"))
        }
    }

    /// Bytes that arrive otherwise are sent again, and not for ever.
    @Test func aChecksumThatDiffersIsNoWrite() async throws {
        let refusal = ScriptedAnswer.s3Error(.badRequest, "BadDigest", "The CRC32C you specified did not match")
        try await S3Faults.with({ $0.number < 2 ? refusal : S3Faults.written }) { store, server in
            _ = try await store.put(ObjectBody("cat".utf8), at: "cat")
            #expect(server.requests.count == 3)
        }
        try await S3Faults.with({ _ in refusal }) { store, server in
            let error = try await S3Faults.failure { _ = try await store.put(ObjectBody("cat".utf8), at: "cat") }
            #expect(error.code == .unavailable)
            #expect(error.message.contains("CRC32C"))
            #expect(server.requests.count == 4)
        }
    }
}
