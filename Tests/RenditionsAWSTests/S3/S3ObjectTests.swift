import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsTesting
import ScriptedServer
import Testing

/// What a bucket knows besides what every store does.
@Suite struct S3ObjectTests {
    @Test(.enabled(if: TestBucket.isWanted, TestBucket.reason), arguments: TestBucket.servers)
    func objectsAreCopiedWithWhatBelongsToThem(_ kind: AWSServerKind) async throws {
        try await TestBucket.with(kind) { bucket in
            let store = try bucket.store(prefix: "copies/")
            let options = PutOptions(contentType: "image/png", attributes: ["name": "Käthe"])
            let original = try await store.put(ObjectBody("cat".utf8), at: "a b+c%2F/cat é.png", options: options)
            let copy = try await store.copy("a b+c%2F/cat é.png", to: "copy", ifMatch: original.entityTag)
            #expect(copy.entityTag == original.entityTag)
            #expect(copy.contentType == "image/png")
            #expect(copy.attributes == ["name": "Käthe"])
            let missing = try await S3Faults.failure { _ = try await store.copy("nothing", to: "copy") }
            #expect(missing.code == .notFound)
            let changed = try await S3Faults.failure {
                _ = try await store.copy("copy", to: "other", ifMatch: EntityTag(S3Faults.tag))
            }
            #expect(changed.code == .preconditionFailed)
        }
    }

    @Test func whatIsTooLargeToCopyIsTold() async throws {
        try await S3Faults.with({ _ in
            .s3Error(
                .badRequest, "InvalidRequest",
                "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120")
        }) { store, _ in
            let error = try await S3Faults.failure { _ = try await store.copy("cat", to: "copy") }
            #expect(error.code == .tooLarge)
        }
    }

    /// An object in parts has another entity tag than its copy, which is known by its checksum.
    @Test(arguments: [("AAAAAA==", true), ("AAAAAQ==", false), ("AAAAAA==-3", false), ("", false)])
    func aCopyWhoseReplyWasLostKnowsItsOwn(_ sum: String, _ isOwn: Bool) async throws {
        try await S3Faults.with({ request in
            switch (request.method, request.path) {
            case (.PUT, _):
                request.number == 0
                    ? .lostReply : .s3Error(.preconditionFailed, "PreconditionFailed", "It did not hold")
            case (_, "/photos/cat"):
                S3Faults.object([1], headers: [("x-amz-checksum-crc32c", "AAAAAA==")])
            default:
                ScriptedAnswer(
                    headers: [
                        "ETag": "\"\(S3Faults.tag)-3\"", "Content-Type": "image/jpeg", "x-amz-checksum-crc32c": sum,
                    ], body: ByteBuffer(bytes: [1]))
            }
        }) { store, server in
            if isOwn {
                let copy = try await store.copy("cat", to: "copy", mode: .create)
                #expect(copy.entityTag.rawValue == S3Faults.tag + "-3")
            } else {
                let error = try await S3Faults.failure { _ = try await store.copy("cat", to: "copy", mode: .create) }
                #expect(error.code == .preconditionFailed)
            }
        }
    }

    @Test(.enabled(if: TestBucket.isWanted, TestBucket.reason), arguments: TestBucket.servers)
    func tagsAreWrittenAndRead(_ kind: AWSServerKind) async throws {
        try await TestBucket.with(kind) { bucket in
            let store = try bucket.store(prefix: "tags/", .init(tags: ["stage": "a b=c+d", "owner": "cats/1@2"]))
            try await store.put(ObjectBody("cat".utf8), at: "cat")
            #expect(try await store.tags(of: "cat") == ["stage": "a b=c+d", "owner": "cats/1@2"])
            try await store.setTags(["left": "1:2"], of: "cat")
            #expect(try await store.tags(of: "cat") == ["left": "1:2"])
        }
    }

    @Test(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
    func whatTheBucketShallDoIsSaid() async throws {
        try await TestBucket.with { bucket in
            let key = "arn:aws:kms:us-east-1:111122223333:key/1"
            let store = try bucket.store(.init(encryption: .kms(keyID: key, usesBucketKey: true)))
            try await store.put(ObjectBody("cat".utf8), at: "cat")
            let head = try await bucket.client.collect(
                AWSRequest("GetObject", method: .HEAD, path: "/\(bucket.name)/cat"), upTo: 0)
            #expect(head.headers.first(name: "x-amz-server-side-encryption") == "aws:kms")
            #expect(head.headers.first(name: "x-amz-server-side-encryption-aws-kms-key-id") == key)
        }
    }

    @Test(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
    func aBucketThatIsNotThereIsNoMissingObject() async throws {
        try await TestBucket.with(isMade: false) { bucket in
            let store = try bucket.store()
            for call in [
                { _ = try await store.get("cat") }, { _ = try await store.head("cat") },
                { _ = try await store.put(ObjectBody("cat".utf8), at: "cat") }, { try await store.delete("cat") },
                { _ = try await store.page(ListRequest()) },
            ] as [@Sendable () async throws -> Void] {
                let error = try await S3Faults.failure(call)
                #expect(error.code == .invalidRequest)
                #expect(error.message.contains("There is no bucket \(bucket.name)"))
            }
        }
    }

    @Test func keysOfOthersArePassedOver() async throws {
        let listing = """
            <?xml version="1.0"?><ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
            <Contents><Key>photos/</Key><LastModified>2026-11-27T06:30:00.000Z</LastModified><ETag>"a"</ETag><Size>0</Size></Contents>
            <Contents><Key>photos/a+b%2Bc</Key><LastModified>2026-11-27T06:30:00.000Z</LastModified><ETag>"b"</ETag><Size>3</Size></Contents>
            <Contents><Key>photos/z%2F%2F%01</Key><LastModified>2026-11-27T06:30:00.000Z</LastModified><ETag>"c"</ETag><Size>3</Size></Contents>
            </ListBucketResult>
            """
        try await S3Faults.with({ _ in .init(text: listing) }) { store, _ in
            let page = try await store.page(ListRequest(prefix: "photos/"))
            #expect(page.objects.map(\.key) == ["photos/a b+c"])
            #expect(page.next == "photos/z//\u{1}")
        }
    }

    @Test func unusableSettingsAreRefused() async throws {
        try await S3Faults.with({ _ in .reset }) { store, server in
            try await AWSHTTPClient.with { http in
                let client = try TestBucket.client(server.url, "AKIDEXAMPLE", "secret", http)
                for name in ["", "ab", "Photos", "a/b", "a..b", "a?b", "../a"] {
                    let error = try await S3Faults.failure { _ = try S3ObjectStore(bucket: name, client: client) }
                    #expect(error.code == .invalidRequest)
                }
                for prefix in ["/", "../", "a//", "a\nb"] {
                    let error = try await S3Faults.failure {
                        _ = try S3ObjectStore(bucket: "photos", prefix: prefix, client: client)
                    }
                    #expect(error.code == .invalidRequest)
                }
                for configuration in [
                    S3ObjectStore.Configuration(partSize: 1 << 20), .init(partsAtOnce: 1), .init(maximumObjectSize: -1),
                ] {
                    let error = try await S3Faults.failure {
                        _ = try S3ObjectStore(bucket: "photos", client: client, configuration: configuration)
                    }
                    #expect(error.code == .invalidRequest)
                }
            }
        }
    }

    @Test func theBucketIsInTheHostWhereAWSIsAsked() async throws {
        try await AWSHTTPClient.with { http in
            let client = try TestBucket.client("https://s3.us-east-1.amazonaws.com", "AKIDEXAMPLE", "secret", http)
            let options = DownloadLinkOptions(seconds: 60)
            for (bucket, addressing, start) in [
                ("photos", S3Addressing.automatic, "https://photos.s3.us-east-1.amazonaws.com/a/b%20c?"),
                ("photos", .path, "https://s3.us-east-1.amazonaws.com/photos/a/b%20c?"),
                ("photos", .virtualHost, "https://photos.s3.us-east-1.amazonaws.com/a/b%20c?"),
                ("pho.tos", .automatic, "https://s3.us-east-1.amazonaws.com/pho.tos/a/b%20c?"),
            ] {
                let store = try S3ObjectStore(
                    bucket: bucket, client: client, configuration: .init(addressing: addressing))
                #expect(try await store.linkToGet("a/b c", options: options).hasPrefix(start))
            }
            // Others may have such a name in theirs.
            for (host, isInHost) in [
                ("s3.cn-north-1.amazonaws.com.cn", true), ("s3.amazonaws.com.example.org", false),
                ("x.amazonaws.com-mirror.net", false),
            ] {
                let client = try TestBucket.client("https://\(host)", "AKIDEXAMPLE", "secret", http)
                let link = try await S3ObjectStore(bucket: "photos", client: client).linkToGet("cat", options: options)
                #expect(link.hasPrefix(isInHost ? "https://photos.\(host)/cat?" : "https://\(host)/photos/cat?"))
            }
        }
    }
}
