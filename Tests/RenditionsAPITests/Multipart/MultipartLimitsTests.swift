import NIOCore
import RenditionsAPI
import Testing

/// How much is accepted, to the byte.
@Suite struct MultipartLimitsTests {
    private static let line = "Content-Disposition: form-data; name=a\r\n"

    private func form(parts: Int = 1, lines: String = line, content: String = "") -> [UInt8] {
        let part = "--ab-cd\r\n\(lines)\r\n\(content)\r\n"
        return Array((String(repeating: part, count: parts) + "--ab-cd--").utf8)
    }

    /// Whether it is refused in the same way whole and byte by byte.
    private func code(_ bytes: [UInt8], _ limits: MultipartLimits) -> Problem.Code? {
        let parsed = ParsedForm([bytes], limits: limits)
        #expect(ParsedForm(bytes.singly, limits: limits) == parsed)
        return parsed.problem?.code
    }

    @Test func parts() {
        #expect(code(form(parts: 64), MultipartLimits()) == nil)
        #expect(code(form(parts: 65), MultipartLimits()) == .invalidMultipart)
        #expect(code(form(parts: 1), MultipartLimits(parts: 0)) == .invalidMultipart)
    }

    @Test func headerBytes() {
        // The empty line is one of the header's.
        let exact = Self.line.utf8.count + 2
        #expect(code(form(), MultipartLimits(headerBytes: exact)) == nil)
        #expect(code(form(), MultipartLimits(headerBytes: exact - 1)) == .invalidMultipart)
        let padded = Array("--ab-cd  \r\n\(Self.line)\r\n\r\n--ab-cd--".utf8)
        #expect(code(padded, MultipartLimits(headerBytes: exact + 2)) == nil)
        #expect(code(padded, MultipartLimits(headerBytes: exact + 1)) == .invalidMultipart)
        // Blanks of one delimiter are not another one's.
        let twice = Array("--ab-cd  \r\n\(Self.line)\r\n\r\n--ab-cd  \r\n\(Self.line)\r\n\r\n--ab-cd--  ".utf8)
        #expect(code(twice, MultipartLimits(headerBytes: exact + 2)) == nil)
    }

    @Test func headerFields() {
        let lines = Self.line + String(repeating: "X: y\r\n", count: 15)
        #expect(code(form(lines: lines), MultipartLimits()) == nil)
        #expect(code(form(lines: lines + "X: y\r\n"), MultipartLimits()) == .invalidMultipart)
    }

    @Test func preambleAndEpilogue() {
        let limits = MultipartLimits(preambleBytes: 3, epilogueBytes: 3)
        #expect(code(Array("abc\r\n".utf8) + form() + Array("\r\nabc".utf8), limits) == nil)
        #expect(code(Array("abcd\r\n".utf8) + form(), limits) == .invalidMultipart)
        #expect(code(form() + Array("\r\nabcd".utf8), limits) == .invalidMultipart)
    }

    @Test func paddingHasAnEnd() {
        let blanks = String(repeating: " ", count: 20)
        #expect(code(Array("--ab-cd--\(blanks)".utf8), MultipartLimits(headerBytes: 20)) == nil)
        #expect(code(Array("--ab-cd--\(blanks) ".utf8), MultipartLimits(headerBytes: 20)) == .invalidMultipart)
    }

    @Test func bytesOfAll() {
        let bytes = form(content: "content")
        #expect(code(bytes, MultipartLimits(bytes: bytes.count)) == nil)
        for count in 0..<bytes.count { #expect(code(bytes, MultipartLimits(bytes: count)) == .tooLarge) }
    }

    /// What was thrown once is thrown again, whatever comes.
    @Test func aFailureStays() throws {
        var parser = MultipartParser(boundary: try MultipartBoundary("ab-cd"))
        var bytes = ByteBuffer(string: "--ab-cdx--ab-cd--")
        let first = try #require(throws: Problem.self) { try parser.next(in: &bytes) }
        var more = ByteBuffer(string: "\r\n--ab-cd--")
        #expect(throws: first) { try parser.next(in: &more) }
        #expect(throws: first) { try parser.finish() }
    }

    @Test func contentIsNotCopied() throws {
        var parser = MultipartParser(boundary: try MultipartBoundary("ab-cd"))
        var bytes = ByteBuffer(bytes: form(content: "0123456789"))
        let storage = bytes.withUnsafeReadableBytes { UInt(bitPattern: $0.baseAddress) }
        let range = storage..<storage + UInt(bytes.readableBytes)
        var slices = 0
        while let event = try parser.next(in: &bytes) {
            guard case .content(let content) = event else { continue }
            slices += 1
            #expect(range.contains(content.withUnsafeReadableBytes { UInt(bitPattern: $0.baseAddress) }))
        }
        #expect(slices == 1)
    }
}
