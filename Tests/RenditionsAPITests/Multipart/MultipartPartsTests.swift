import NIOCore
import Renditions
import RenditionsAPI
import RenditionsTesting
import Synchronization
import Testing

/// Parts that are read one after the other while the body comes.
@Suite struct MultipartPartsTests {
    private static func type(_ boundary: String = FormText.boundary) throws -> MediaType {
        try MediaType(parsing: "multipart/form-data; boundary=\"\(boundary)\"")
    }

    private static func parts(
        _ pieces: [[UInt8]], limits: MultipartLimits = MultipartLimits(), failure: (any Error)? = nil
    ) throws -> MultipartParts {
        try MultipartParts(of: .chunked(pieces, length: nil, failure: failure), form: type(), limits: limits)
    }

    @Test(.showsSeed, arguments: try FormText.valid())
    func givesEveryPart(_ form: FormText) async throws {
        var random = TestSeed.generator
        for _ in 0..<20 {
            var read: [ParsedForm.Part] = []
            for try await part in try Self.parts(form.bytes.cut(at: 6, using: &random)) {
                let content = try await part.body.collect(upTo: .max)
                read.append(ParsedForm.Part(header: part.header, content: Array(content.readableBytesView)))
            }
            #expect(read == form.parts)
        }
    }

    @Test(.showsSeed) func passesOverWhatWasNotRead() async throws {
        var random = TestSeed.generator
        let contents = (0..<6).map { _ in FormText.hostileContent(using: &random) }
        let form = FormText("several", contents.map { FormText.field("a", $0) })
        var read: [[UInt8]] = []
        for try await part in try Self.parts(form.bytes.singly) {
            // None of every third, some of the next, all of the last.
            var content: [UInt8] = []
            var pieces = part.body.makeAsyncIterator()
            let wanted = [0, 2, Int.max][read.count % 3]
            while content.count < wanted, let piece = try await pieces.next() { content += piece.readableBytesView }
            read.append(content)
        }
        #expect(read.count == 6)
        #expect(zip(contents, read).allSatisfy { $0.starts(with: $1) })
        #expect([read[2], read[5]] == [contents[2], contents[5]])
    }

    @Test func nothingIsReadBeforeItIsAskedFor() async throws {
        let form = FormText("two", [FormText.field("a", "0123456789".utf8), FormText.field("b", "x".utf8)])
        let given = Mutex(0)
        let body = ObjectBody.chunked(form.bytes.singly, length: nil) { index in given.withLock { $0 = index } }
        var parts = try MultipartParts(of: body, form: Self.type()).makeAsyncIterator()
        #expect(given.withLock { $0 } == 0)
        let first = try #require(try await parts.next())
        let start = given.withLock { $0 }
        #expect(String(decoding: form.bytes.prefix(start + 1), as: UTF8.self).hasSuffix("\r\n\r\n"))
        var pieces = first.body.makeAsyncIterator()
        #expect(try await pieces.next() == ByteBuffer(string: "0"))
        #expect(given.withLock { $0 } == start + 1)
    }

    @Test func aTornFormFailsWhoReadsIt() async throws {
        let form = FormText("one", [FormText.field("a", "content".utf8)])
        let torn = Array(form.bytes.prefix(form.wholeCount - 12))
        var parts = try Self.parts([torn]).makeAsyncIterator()
        let part = try #require(try await parts.next())
        let problem = await #expect(throws: Problem.self) { try await part.body.collect(upTo: .max) }
        #expect(problem?.code == .invalidMultipart)
        let again = await #expect(throws: Problem.self) { try await parts.next() }
        #expect(again == problem)
    }

    @Test func whatTheBodyThrowsIsThrown() async throws {
        let form = FormText("one", [FormText.field("a", "content".utf8)])
        let failure = Problem(.timedOut, "Too slow.")
        var parts = try Self.parts([Array(form.bytes.prefix(form.bytes.count - 20))], failure: failure)
            .makeAsyncIterator()
        _ = try await parts.next()
        await #expect(throws: failure) { try await parts.next() }
        // Not that the form ends too early, which would hide why.
        await #expect(throws: failure) { try await parts.next() }
    }

    @Test func aPartThatIsPassedGivesNothingOfTheNext() async throws {
        let form = FormText("two", [FormText.field("a", "first".utf8), FormText.field("b", "second".utf8)])
        var parts = try Self.parts([form.bytes]).makeAsyncIterator()
        let first = try #require(try await parts.next())
        let second = try #require(try await parts.next())
        await #expect(throws: Problem.self) { try await first.body.collect(upTo: .max) }
        let content = try await second.body.collect(upTo: .max)
        #expect(content == ByteBuffer(string: "second"))
        #expect(try await parts.next() == nil)
        #expect(try await parts.next() == nil)
    }

    @Test func aCancelledReaderDoesNotTakeTheFormForWhole() async throws {
        let form = FormText("one", [FormText.field("a", "content".utf8)])
        let parts = try Self.parts([form.bytes])
        let reading = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            var iterator = parts.makeAsyncIterator()
            return try await iterator.next()?.header
        }
        let result = await reading.result
        #expect(throws: CancellationError.self) { try result.get() }
    }

    /// However much is sent, only so much is taken.
    @Test(arguments: [
        ("parts", "--ab-cd\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", Problem.Code.invalidMultipart),
        ("a header", "X: y\r\n", .invalidMultipart), ("one line", "x", .invalidMultipart),
        ("beginnings of delimiters", "\r\n--ab-c", .tooLarge),
        ("zeros", String(repeating: "\0", count: 1000), .tooLarge),
    ])
    func aFormWithoutEnd(_ kind: String, _ piece: String, _ code: Problem.Code) async throws {
        let isContent = code == .tooLarge
        let head = "--ab-cd\r\nContent-Disposition: form-data; name=a\r\n" + (isContent ? "\r\n" : "")
        let opening = kind == "parts" ? "" : head
        let limits = MultipartLimits(bytes: 1 << 20)
        let given = Mutex(0)
        let body = ObjectBody(length: nil) {
            let count = given.withLock { given -> Int in
                given += 1
                return given
            }
            return ByteBuffer(string: count == 1 ? opening + piece : piece)
        }
        let problem = await #expect(throws: Problem.self) {
            for try await _ in try MultipartParts(of: body, form: Self.type(), limits: limits) {}
        }
        #expect(problem?.code == code)
        let taken = given.withLock { $0 } * piece.utf8.count
        // A piece more than fits, and none after it.
        let most = isContent ? limits.bytes : kind == "parts" ? 65 * piece.utf8.count : limits.headerBytes
        #expect(taken <= most + 2 * piece.utf8.count)
    }
}
