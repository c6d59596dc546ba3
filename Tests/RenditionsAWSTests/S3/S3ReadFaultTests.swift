import AWSClient
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsTesting
import ScriptedServer
import Testing

/// What goes wrong while an object is read.
@Suite struct S3ReadFaultTests {
    private static let bytes = SeededRandom.bytes(300_000, seed: 7)

    private static func checksum(of bytes: [UInt8]) -> String {
        RunningChecksum.base64(.crc32c, of: ByteBuffer(bytes: bytes))
    }

    @Test(arguments: [ScriptedAnswer.Fault.reset(afterBytes: 100_000), .truncate(afterBytes: 100_000)])
    func aReadThatBreaksOffGoesOnWhereItWas(_ fault: ScriptedAnswer.Fault) async throws {
        let sum = [("x-amz-checksum-crc32c", Self.checksum(of: Self.bytes))]
        try await S3Faults.with({ request in
            guard let start = request.rangeStart else { return S3Faults.object(Self.bytes, headers: sum, fault: fault) }
            // Breaks off once more on the way.
            return S3Faults.object(
                Self.bytes, range: start..<300_000, fault: request.number == 1 ? .truncate(afterBytes: 50_000) : nil)
        }) { store, server in
            let object = try await store.get("cat.jpg")
            let found = try await object.body.collect(upTo: 1 << 20)
            #expect(Array(found.readableBytesView) == Self.bytes)
            #expect(server.requests.count == 3)
            #expect(
                server.requests.dropFirst().allSatisfy { $0.headers.first(name: "If-Match") == "\"\(S3Faults.tag)\"" })
        }
    }

    @Test func anObjectThatIsReplacedWhileItIsReadIsNotMixed() async throws {
        try await S3Faults.with({ request in
            request.rangeStart == nil
                ? S3Faults.object(Self.bytes, fault: .truncate(afterBytes: 1000))
                : .s3Error(.preconditionFailed, "PreconditionFailed", "At least one did not hold")
        }) { store, _ in
            let object = try await store.get("cat.jpg")
            let error = try await S3Faults.failure { _ = try await object.body.collect(upTo: 1 << 20) }
            #expect(error.code == .unavailable)
            #expect(error.message.contains("replaced"))
        }
    }

    @Test func aReadThatNeverComesFurtherIsGivenUp() async throws {
        let configuration = S3ObjectStore.Configuration(resumptions: 2)
        try await S3Faults.with(
            configuration,
            { request in
                let start = request.rangeStart ?? 0
                return S3Faults.object(
                    Self.bytes, range: request.rangeStart.map { $0..<300_000 },
                    fault: .truncate(afterBytes: start == 0 ? 1000 : 0))
            }
        ) { store, server in
            let object = try await store.get("cat.jpg")
            let error = try await S3Faults.failure { _ = try await object.body.collect(upTo: 1 << 20) }
            #expect(error.code == .unavailable)
            #expect(server.requests.count == 3)
        }
    }

    /// A byte at a time is not coming further.
    @Test func aReadThatComesOnByBytesIsGivenUp() async throws {
        let quota = RetryQuota()
        try await S3Faults.with(
            S3ObjectStore.Configuration(), quota: quota,
            { request in
                S3Faults.object(
                    Self.bytes, range: request.rangeStart.map { $0..<300_000 }, fault: .truncate(afterBytes: 1))
            }
        ) { store, server in
            let object = try await store.get("cat.jpg")
            let error = try await S3Faults.failure { _ = try await object.body.collect(upTo: 1 << 20) }
            #expect(error.code == .unavailable)
            #expect(server.requests.count == 4)
        }
    }

    /// Each MiB has breaks of its own, and what they took is given back.
    @Test func aReadThatComesOnMayBreakOffOften() async throws {
        let bytes = SeededRandom.bytes(6 << 20, seed: 8)
        let quota = RetryQuota()
        try await S3Faults.with(
            S3ObjectStore.Configuration(), quota: quota,
            { request in
                S3Faults.object(
                    bytes, range: request.rangeStart.map { $0..<bytes.count }, fault: .truncate(afterBytes: 1_500_000))
            }
        ) { store, server in
            let object = try await store.get("cat.jpg")
            let found = try await object.body.collect(upTo: 1 << 23)
            #expect(Array(found.readableBytesView) == bytes)
            #expect(server.requests.count > 4)
            #expect(quota.available == 500)
        }
    }

    @Test func bytesThatAreNotThoseOfTheChecksumAreNotGivenOutWhole() async throws {
        let sum = [("x-amz-checksum-crc32c", Self.checksum(of: [1, 2, 3]))]
        try await S3Faults.with({ _ in S3Faults.object(Self.bytes, headers: sum) }) { store, _ in
            let object = try await store.get("cat.jpg")
            let error = try await S3Faults.failure { _ = try await object.body.collect(upTo: 1 << 20) }
            #expect(error.code == .corrupt)
        }
        try await S3Faults.with(
            S3ObjectStore.Configuration(verifiesContent: false), { _ in S3Faults.object(Self.bytes, headers: sum) }
        ) { store, _ in
            let found = try await store.get("cat.jpg").body.collect(upTo: 1 << 20)
            #expect(found.readableBytes == 300_000)
        }
    }

    @Test func aChecksumOfPartsIsNoneOfTheWhole() async throws {
        let sum = [("x-amz-checksum-crc32c", "AAAAAA==-3")]
        try await S3Faults.with({ _ in S3Faults.object(Self.bytes, headers: sum) }) { store, _ in
            let found = try await store.get("cat.jpg").body.collect(upTo: 1 << 20)
            #expect(found.readableBytes == 300_000)
        }
    }

    @Test func aHeadWithoutAReasonIsAskedForOne() async throws {
        for (name, code) in [("NoSuchKey", StoreError.Code.notFound), ("NoSuchBucket", .invalidRequest)] {
            try await S3Faults.with({ request in
                request.method == .HEAD ? ScriptedAnswer(.notFound) : .s3Error(.notFound, name, "It is not there")
            }) { store, server in
                let error = try await S3Faults.failure { _ = try await store.head("cat.jpg") }
                #expect(error.code == code)
                #expect(error.message.contains("photos") == (code == .invalidRequest))
                #expect(server.requests.map(\.method) == [.HEAD, .GET])
                // That there is no bucket is asked again, for somebody may make it; that there is one is not.
                let again = try await S3Faults.failure { _ = try await store.head("cat.jpg") }
                #expect(again.code == code)
                #expect(server.requests.dropFirst(2).map(\.method) == (code == .notFound ? [.HEAD] : [.HEAD, .GET]))
            }
        }
    }

    @Test(arguments: ["get", "put", "head", "page"])
    func aBucketThatWasSeenIsNotAskedFor(_ call: String) async throws {
        try await S3Faults.with({ request in
            switch (request.method, request.path) {
            case (.HEAD, "/photos/dog.jpg"): ScriptedAnswer(.notFound)
            case (.GET, "/photos"):
                ScriptedAnswer(text: "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>")
            default: S3Faults.object([1])
            }
        }) { store, server in
            switch call {
            case "get": _ = try await store.get("cat.jpg").body.collect(upTo: 1)
            case "put": _ = try await store.put(ObjectBody([1]), at: "cat.jpg")
            case "head": _ = try await store.head("cat.jpg")
            default: _ = try await store.page(ListRequest())
            }
            let error = try await S3Faults.failure { _ = try await store.head("dog.jpg") }
            #expect(error.code == .notFound)
            #expect(server.requests.count == 2)
        }
    }

    @Test(arguments: [
        (403, "AccessDenied", StoreError.Code.permissionDenied, "s3:GetObject"),
        (400, "ExpiredToken", .permissionDenied, "ended"),
        (403, "InvalidAccessKeyId", .permissionDenied, "credentials"),
        (301, "PermanentRedirect", .invalidRequest, "eu-west-3"),
        (416, "InvalidRange", .rangeNotSatisfiable, "range"),
        (503, "SlowDown", .unavailable, "photos"),
        (500, "InternalError", .unavailable, "try again"),
    ])
    func refusalsSayWhatIsMissing(_ status: Int, _ name: String, _ code: StoreError.Code, _ text: String) async throws {
        try await S3Faults.with({ _ in
            .s3Error(
                .init(statusCode: status), name, "Please try again", headers: ["x-amz-bucket-region": "eu-west-3"])
        }) { store, _ in
            let error = try await S3Faults.failure { _ = try await store.get("cat.jpg") }
            #expect(error.code == code)
            #expect(error.message.contains(text))
            #expect(error.message.contains("R1"))
        }
    }

    @Test func aClockThatIsWrongIsCorrectedFor() async throws {
        try await S3Faults.with({ request in
            request.number == 0
                ? .s3Error(
                    .forbidden, "RequestTimeTooSkewed", "too large", headers: ["Date": "Wed, 25 Nov 2020 06:30:00 GMT"])
                : S3Faults.object([1])
        }) { store, server in
            _ = try await store.get("cat.jpg")
            #expect(server.requests.last?.headers.first(name: "X-Amz-Date")?.hasPrefix("20201125T063") == true)
        }
    }
}
