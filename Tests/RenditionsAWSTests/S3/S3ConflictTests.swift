import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsTesting
import ScriptedServer
import Synchronization
import Testing

/// Writes in parts that meet others' writes: S3 ends such an upload, and wants a new one.
@Suite struct S3ConflictTests {
    private static let mark = "x-amz-meta-renditions-write"
    private static let conflict = ScriptedAnswer.s3Error(.conflict, "ConditionalRequestConflict", "At the same time")
    private static let small = S3ObjectStore.Configuration(partSize: 5 << 20)
    private static let bytes = ByteBuffer(repeating: 1, count: 6 << 20)
    private static let create = PutOptions(mode: .create)

    /// Answers as S3 does, and completions as `complete` says, which is told the how many-th it is, from 1.
    private static func with(
        head: @escaping @Sendable (_ mark: String) -> ScriptedAnswer = { _ in S3Faults.object([1]) },
        complete: @escaping @Sendable (Int) -> ScriptedAnswer,
        _ body: (S3ObjectStore, ScriptedServer) async throws -> Void
    ) async throws {
        let uploads = Mutex(0)
        let completions = Mutex(0)
        let mark = Mutex("")
        @Sendable func next(_ count: borrowing Mutex<Int>) -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
        try await S3Faults.with(
            small,
            { request in
                switch request.method {
                case .POST where request.target.hasSuffix("?uploads="):
                    mark.withLock { $0 = request.headers.first(name: Self.mark) ?? "" }
                    return S3Faults.begun("U\(next(uploads))")
                case .POST: return complete(next(completions))
                case .HEAD: return head(mark.withLock { $0 })
                case .DELETE: return ScriptedAnswer(.noContent)
                default: return S3Faults.written
                }
            }, body)
    }

    private static let completed = ScriptedAnswer(
        text: "<CompleteMultipartUploadResult><ETag>\"\(S3Faults.tag)\"</ETag></CompleteMultipartUploadResult>")

    private static func completions(_ server: ScriptedServer) -> [String] {
        server.requests.filter { $0.method == .POST && $0.target.contains("uploadId=") }.compactMap {
            $0.target.split(separator: "=").last.map(String.init)
        }
    }

    @Test func aNewUploadIsBegunOfWhatIsInMemory() async throws {
        try await Self.with(complete: { $0 < 3 ? Self.conflict : Self.completed }) { store, server in
            let metadata = try await store.put(ObjectBody(Self.bytes), at: "cat.jpg", options: Self.create)
            #expect(metadata.entityTag.rawValue == S3Faults.tag)
            #expect(Self.completions(server) == ["U1", "U2", "U3"])
            let parts = server.requests.filter { $0.target.contains("uploadId=U3") && $0.method == .PUT }
            #expect(parts.reduce(0) { $0 + $1.body.readableBytes } == 6 << 20)
        }
    }

    @Test func itIsGivenUpAfterSome() async throws {
        try await Self.with(complete: { _ in Self.conflict }) { store, server in
            let error = try await S3Faults.failure {
                _ = try await store.put(ObjectBody(Self.bytes), at: "cat.jpg", options: Self.create)
            }
            #expect(error.code == .unavailable)
            #expect(error.message.contains("Another write"))
            #expect(Self.completions(server) == ["U1", "U2", "U3", "U4"])
        }
    }

    @Test func whatCanNotBeReadAgainIsToBeTriedByItsWriter() async throws {
        try await Self.with(complete: { _ in Self.conflict }) { store, server in
            let body = ObjectBody.chunked([[UInt8](repeating: 1, count: 6 << 20)], length: nil)
            let error = try await S3Faults.failure {
                _ = try await store.put(body, at: "cat.jpg", options: Self.create)
            }
            #expect(error.code == .unavailable)
            #expect(error.message.contains("Another write"))
            #expect(Self.completions(server) == ["U1"])
        }
    }

    @Test func aConflictWithItsOwnCompletionIsNone() async throws {
        try await Self.with(
            head: { S3Faults.object([1], headers: [(Self.mark, $0)]) },
            complete: { $0 == 1 ? .lostReply : Self.conflict }
        ) { store, server in
            _ = try await store.put(ObjectBody(Self.bytes), at: "cat.jpg", options: Self.create)
            #expect(Self.completions(server) == ["U1", "U1"])
            #expect(!server.requests.contains { $0.method == .DELETE })
        }
    }

    /// S3 dates what was written in parts by the beginning, which only a look tells.
    @Test func theDateIsTheOneThatReadersSee() async throws {
        try await Self.with(complete: { _ in Self.completed }) { store, server in
            let written = try await store.put(ObjectBody(Self.bytes), at: "cat.jpg", options: Self.create)
            let seen = try await store.head("cat.jpg").modified
            #expect(written.modified == seen)
            let look = try #require(server.requests.first { $0.method == .HEAD })
            #expect(look.headers.first(name: "If-Match") == "\"\(S3Faults.tag)\"")
        }
    }

    @Test(arguments: [HTTPResponseStatus.forbidden, .preconditionFailed])
    func whoMayNotLookHasWrittenAllTheSame(_ status: HTTPResponseStatus) async throws {
        try await Self.with(head: { _ in ScriptedAnswer(status) }, complete: { _ in Self.completed }) { store, server in
            let written = try await store.put(ObjectBody(Self.bytes), at: "cat.jpg", options: Self.create)
            #expect(written.entityTag.rawValue == S3Faults.tag && written.size == 6 << 20)
            #expect(!server.requests.contains { $0.method == .GET || $0.method == .DELETE })
        }
    }
}
