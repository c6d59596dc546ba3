import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import ScriptedServer
import Testing

/// Whose the bucket must be.
@Suite struct S3OwnerTests {
    private static let header = "x-amz-expected-bucket-owner"

    @Test(.enabled(if: AWSServerKind.emulator.isWanted, "make aws-deps"))
    func aBucketOfSomebodyElseIsGivenNothing() async throws {
        try await TestBucket.with { bucket in
            let ours = try bucket.store(.init(expectedOwner: bucket.account.account))
            _ = try await ours.put(ObjectBody("cat".utf8), at: "cat")
            #expect(try await ours.copy("cat", to: "copy").size == 3)
            #expect(try await ours.page(ListRequest()).objects.count == 2)

            let other = try bucket.store(.init(expectedOwner: "999999999999"))
            let calls: [(S3ObjectStore) async throws -> Void] = [
                { _ = try await $0.get("cat") }, { _ = try await $0.head("cat") },
                { _ = try await $0.put(ObjectBody("dog".utf8), at: "dog") },
                { _ = try await $0.put(ObjectBody(ByteBuffer(repeating: 7, count: 9 << 20)), at: "large") },
                { try await $0.delete("cat") }, { _ = try await $0.page(ListRequest()) },
                { _ = try await $0.copy("cat", to: "dog") }, { _ = try await $0.tags(of: "cat") },
            ]
            for call in calls {
                let error = try await S3Faults.failure { try await call(other) }
                #expect(error.code == .permissionDenied)
                #expect(error.message.contains("account 999999999999 does not own"), "\(error.message)")
            }
            #expect(try await ours.page(ListRequest()).objects.map(\.key) == ["cat", "copy"])
        }
    }

    /// Whoever sends a `PUT` sends its headers, and the signature covers them.
    @Test func aLinkToCreateSaysIt() async throws {
        try await AWSHTTPClient.with { http in
            let client = try TestBucket.client("http://127.0.0.1:1", "AKIDEXAMPLE", "secret", http)
            func link(_ kind: S3UploadLinks, _ owner: String?) async throws -> UploadLink {
                try await S3ObjectStore(
                    bucket: "photos", client: client, configuration: .init(expectedOwner: owner, uploadLinks: kind)
                ).linkToPut("cat", options: .init(seconds: 60, maximumBytes: 9))
            }
            let put = try await link(.put, "123456789012")
            #expect(put.headers.first { $0.key.lowercased() == Self.header }?.value == "123456789012")
            #expect(put.url.contains(Self.header), "among the headers that are signed")
            #expect(try await !link(.put, nil).url.contains(Self.header))
            // S3 knows no such field of forms.
            #expect(try await !link(.form, "123456789012").form.keys.contains(Self.header))
        }
    }

    @Test(arguments: ["", "12345678901", "1234567890123", "12345678901x", "\u{661}23456789012"])
    func anOwnerIsTwelveDigits(_ owner: String) async throws {
        try await AWSHTTPClient.with { http in
            let client = try TestBucket.client("http://127.0.0.1:1", "AKIDEXAMPLE", "secret", http)
            let error = try await S3Faults.failure {
                _ = try S3ObjectStore(bucket: "photos", client: client, configuration: .init(expectedOwner: owner))
            }
            #expect(error.code == .invalidRequest && error.message.contains("twelve digits"))
        }
    }
}
