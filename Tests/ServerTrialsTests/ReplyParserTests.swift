import NIOCore
import ServerTrials
import Testing

@Suite struct ReplyParserTests {
    private static let replies = [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n",
    ]

    /// However the bytes are cut, the same answers come out of them, and before its last byte none is whole.
    @Test func readsWhateverTheCuts() throws {
        let text = Self.replies.joined()
        for cut in 1..<text.utf8.count {
            var parser = ReplyParser()
            var statuses: [Int] = []
            var bodies: [String] = []
            for part in [ByteBuffer(bytes: text.utf8.prefix(cut)), ByteBuffer(bytes: text.utf8.dropFirst(cut))] {
                parser.feed(part)
                while let reply = try parser.next() {
                    statuses.append(reply.status)
                    bodies.append(String(decoding: reply.body.readableBytesView, as: UTF8.self))
                }
            }
            #expect(statuses == [200, 204, 200, 304], "cut at \(cut)")
            #expect(bodies == ["hello", "", "hello", ""], "cut at \(cut)")
            #expect(!parser.hasBegun)
        }
    }

    @Test(arguments: replies) func knowsThatSomethingIsMissing(reply: String) throws {
        for count in 1..<reply.utf8.count {
            var parser = ReplyParser()
            parser.feed(ByteBuffer(bytes: reply.utf8.prefix(count)))
            let found = try parser.next()
            #expect(found == nil, "\(count) bytes")
            // An interim answer is no part of the one that is missing.
            let isBetween = reply.utf8.prefix(count).elementsEqual("HTTP/1.1 100 Continue\r\n\r\n".utf8)
            #expect(parser.hasBegun != isBetween, "\(count) bytes")
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", "hello\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
    ]) func refuses(reply: String) {
        var parser = ReplyParser()
        parser.feed(ByteBuffer(string: reply))
        #expect(throws: ReplyParser.Malformed.self) { try parser.next() }
    }
}
