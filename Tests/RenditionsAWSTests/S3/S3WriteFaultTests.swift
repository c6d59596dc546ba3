import AWSClient
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsTesting
import ScriptedServer
import Synchronization
import Testing

/// What goes wrong while an object is written.
@Suite struct S3WriteFaultTests {
    private static let mark = "x-amz-meta-renditions-write"
    private static let refusal = ScriptedAnswer.s3Error(.preconditionFailed, "PreconditionFailed", "It did not hold")
    private static let small = S3ObjectStore.Configuration(partSize: 5 << 20)

    @Test func whatIsRefusedForNowIsRepeated() async throws {
        let answers = [
            .slowDown, ScriptedAnswer.s3Error(.internalServerError, "InternalError", "try again"), .reset,
            S3Faults.written,
        ]
        try await S3Faults.with({ answers[$0.number] }) { store, server in
            let metadata = try await store.put(ObjectBody("cat".utf8), at: "cat.jpg")
            #expect(metadata.entityTag.rawValue == S3Faults.tag)
            #expect(server.requests.count == 4)
            #expect(server.requests.allSatisfy { $0.body.readableBytes == 3 })
        }
    }

    @Test func aConflictIsRepeatedAndARefusalIsNot() async throws {
        let conflict = ScriptedAnswer.s3Error(.conflict, "ConditionalRequestConflict", "Conflict")
        try await S3Faults.with({ $0.number == 0 ? conflict : S3Faults.written }) { store, server in
            _ = try await store.put(ObjectBody("cat".utf8), at: "cat.jpg", options: PutOptions(mode: .create))
            #expect(server.requests.count == 2)
        }
        try await S3Faults.with({ _ in Self.refusal }) { store, server in
            let error = try await S3Faults.failure {
                _ = try await store.put(ObjectBody("cat".utf8), at: "cat.jpg", options: PutOptions(mode: .create))
            }
            #expect(error.code == .preconditionFailed)
            #expect(server.requests.count == 1)
        }
    }

    @Test(arguments: [true, false])
    func aWriteWhoseReplyWasLostKnowsItsOwn(_ isOwn: Bool) async throws {
        let mark = Mutex("")
        try await S3Faults.with({ request in
            switch request.number {
            case 0:
                mark.withLock { $0 = request.headers.first(name: Self.mark) ?? "" }
                return .lostReply
            case 1: return Self.refusal
            default:
                let found = isOwn ? mark.withLock { $0 } : "another"
                return S3Faults.object([1, 2, 3], headers: [(Self.mark, found), ("x-amz-meta-a", "b")])
            }
        }) { store, server in
            let options = PutOptions(mode: .create, attributes: ["a": "b"])
            if isOwn {
                let metadata = try await store.put(ObjectBody([1, 2, 3]), at: "cat.jpg", options: options)
                #expect(metadata.attributes == ["a": "b"])
                #expect(metadata.size == 3)
            } else {
                let error = try await S3Faults.failure {
                    _ = try await store.put(ObjectBody([1, 2, 3]), at: "cat.jpg", options: options)
                }
                #expect(error.code == .preconditionFailed)
            }
            #expect(server.requests.map(\.method) == [.PUT, .PUT, .HEAD])
        }
    }

    /// Attributes that leave no room for a mark: the same bytes with the same attributes are what was to be there.
    @Test(arguments: ["", "bytes", "attributes", "checksum"])
    func aWriteWithoutAMarkKnowsItsBytes(_ difference: String) async throws {
        let options = PutOptions(
            mode: .create, contentType: "image/jpeg", attributes: ["a": String(repeating: "b", count: 2040)])
        let sum = RunningChecksum.base64(.crc32c, of: ByteBuffer(bytes: difference == "checksum" ? [3] : [1, 2, 3]))
        try await S3Faults.with({ request in
            switch request.number {
            case 0: .lostReply
            case 1: Self.refusal
            default:
                S3Faults.object(
                    difference == "bytes" ? [1, 2] : [1, 2, 3],
                    headers: [
                        ("x-amz-checksum-crc32c", sum), ("x-amz-checksum-type", "FULL_OBJECT"),
                        ("x-amz-meta-a", difference == "attributes" ? "b" : options.attributes["a"] ?? ""),
                    ])
            }
        }) { store, server in
            if difference.isEmpty {
                #expect(try await store.put(ObjectBody([1, 2, 3]), at: "cat.jpg", options: options).size == 3)
            } else {
                let error = try await S3Faults.failure {
                    _ = try await store.put(ObjectBody([1, 2, 3]), at: "cat.jpg", options: options)
                }
                #expect(error.code == .preconditionFailed)
            }
            #expect(server.requests.allSatisfy { !$0.headers.contains(name: Self.mark) })
        }
    }

    @Test func aCompletionWithoutAMarkKnowsItsBytes() async throws {
        let bytes = SeededRandom.bytes(11 << 20, seed: 3)
        let sum = RunningChecksum.base64(.crc32c, of: ByteBuffer(bytes: bytes))
        let options = PutOptions(mode: .create, attributes: ["a": String(repeating: "b", count: 2040)])
        let completions = Mutex(0)
        try await S3Faults.with(
            Self.small,
            { request in
                switch request.method {
                case .POST where request.target.hasSuffix("?uploads="):
                    return S3Faults.begun()
                case .POST:
                    let isFirst = completions.withLock { count in
                        count += 1
                        return count == 1
                    }
                    return isFirst ? .lostReply : .s3Error(.notFound, "NoSuchUpload", "gone")
                case .HEAD:
                    return ScriptedAnswer(headers: [
                        "ETag": "\"\(S3Faults.tag)-3\"", "Content-Length": String(11 << 20),
                        "Last-Modified": "Fri, 27 Nov 2026 06:30:00 GMT", "x-amz-checksum-crc32c": sum,
                        "x-amz-meta-a": options.attributes["a"] ?? "",
                    ])
                default: return S3Faults.written
                }
            }
        ) { store, server in
            let metadata = try await store.put(ObjectBody(bytes), at: "cat.jpg", options: options)
            #expect(metadata.entityTag.rawValue == S3Faults.tag + "-3")
            #expect(!server.requests.contains { $0.method == .DELETE })
        }
    }

    @Test func aPartThatCanNotBeSentTakesTheUploadBack() async throws {
        try await S3Faults.with(
            Self.small,
            { request in
                switch request.method {
                case .POST:
                    S3Faults.begun()
                case .PUT where request.target.contains("partNumber=2&"):
                    .s3Error(.forbidden, "AccessDenied", "no")
                case .PUT: S3Faults.written
                default: ScriptedAnswer(.noContent)
                }
            }
        ) { store, server in
            let error = try await S3Faults.failure {
                _ = try await store.put(ObjectBody(ByteBuffer(repeating: 1, count: 16 << 20)), at: "cat.jpg")
            }
            #expect(error.code == .permissionDenied)
            #expect(error.message.contains("s3:PutObject"))
            // Another part, on a connection of its own, may be heard of after it.
            #expect(server.requests.contains { $0.method == .DELETE && $0.target.hasSuffix("?uploadId=U1") })
            #expect(!server.requests.contains { $0.method == .POST && $0.target.contains("uploadId") })
        }
    }

    @Test func aCompletionWhoseReplyWasLostKnowsItsOwn() async throws {
        let mark = Mutex("")
        let completions = Mutex(0)
        try await S3Faults.with(
            Self.small,
            { request in
                switch request.method {
                case .POST where request.target.hasSuffix("?uploads="):
                    mark.withLock { $0 = request.headers.first(name: Self.mark) ?? "" }
                    return S3Faults.begun()
                case .POST:
                    let isFirst = completions.withLock { count in
                        count += 1
                        return count == 1
                    }
                    return isFirst ? .lostReply : .s3Error(.notFound, "NoSuchUpload", "gone")
                case .HEAD: return S3Faults.object([1], headers: [(Self.mark, mark.withLock { $0 })])
                default: return S3Faults.written
                }
            }
        ) { store, server in
            let metadata = try await store.put(
                ObjectBody(ByteBuffer(repeating: 1, count: 11 << 20)), at: "cat.jpg", options: PutOptions(mode: .create)
            )
            #expect(metadata.entityTag.rawValue == S3Faults.tag)
            #expect(!server.requests.contains { $0.method == .DELETE })
        }
    }

    @Test func anErrorInAReplyThatSaysOKIsOne() async throws {
        try await S3Faults.with(
            Self.small,
            { request in
                switch request.method {
                case .POST where request.target.hasSuffix("?uploads="):
                    S3Faults.begun()
                case .POST: .s3Error(.ok, "InternalError", "try again")
                case .DELETE: ScriptedAnswer(.noContent)
                default: S3Faults.written
                }
            }
        ) { store, server in
            let error = try await S3Faults.failure {
                _ = try await store.put(ObjectBody(ByteBuffer(repeating: 1, count: 6 << 20)), at: "cat.jpg")
            }
            #expect(error.code == .unavailable)
            #expect(server.requests.last?.method == .DELETE)
        }
    }

    /// Whoever cancels waits for that, and no longer than for some seconds, which here take no time.
    @Test(.timeLimit(.minutes(1))) func takingBackHasALimit() async throws {
        try await S3Faults.with(
            Self.small, timing: Timing(clock: InstantClock()),
            { request in
                switch request.method {
                case .POST:
                    S3Faults.begun()
                case .DELETE: .stall
                default: .s3Error(.forbidden, "AccessDenied", "no")
                }
            }
        ) { store, server in
            let error = try await S3Faults.failure {
                _ = try await store.put(ObjectBody(ByteBuffer(repeating: 1, count: 6 << 20)), at: "cat.jpg")
            }
            #expect(error.code == .permissionDenied)
        }
    }

    @Test func aWriteThatIsCancelledTakesTheUploadBack() async throws {
        try await S3Faults.with(
            Self.small,
            { request in
                switch request.method {
                case .POST:
                    S3Faults.begun()
                case .DELETE: ScriptedAnswer(.noContent)
                default: .stall
                }
            }
        ) { store, server in
            let writer = Task {
                try await store.put(ObjectBody(ByteBuffer(repeating: 1, count: 16 << 20)), at: "cat.jpg")
            }
            await server.waitForRequests(2)
            writer.cancel()
            await #expect(throws: CancellationError.self) { try await writer.value }
            #expect(server.requests.contains { $0.method == .DELETE && $0.target.hasSuffix("?uploadId=U1") })
        }
    }
}
