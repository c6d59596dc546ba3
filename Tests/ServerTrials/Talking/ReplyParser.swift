package import NIOCore

/// Reads answers from the bytes of a connection, and knows at any moment whether one has begun that is not whole.
///
/// Answers without a length and without chunks are not accepted: their ends can't be told from a connection that broke.
package struct ReplyParser: Sendable {
    /// What came is no answer that could be understood.
    package struct Malformed: Error, CustomStringConvertible {
        package var description: String
    }

    private enum Part {
        case head
        /// Bytes that are missing from the body.
        case body(Int)
        case chunkSize
        /// Bytes that are missing from the chunk.
        case chunk(Int)
        case chunkEnd
        case trailer
    }

    private var bytes = ByteBuffer()
    private var part = Part.head
    private var reply: HTTPReply?

    package init() {}

    /// Whether any byte of an answer came that has not been returned yet.
    package var hasBegun: Bool { reply != nil || bytes.readableBytes > 0 }

    package mutating func feed(_ chunk: ByteBuffer) { bytes.writeImmutableBuffer(chunk) }

    /// The next answer, once all of it is there. Interim answers (1xx) are passed over.
    package mutating func next() throws(Malformed) -> HTTPReply? {
        while true {
            switch part {
            case .head: guard try readHead() else { return nil }
            case .body(let missing):
                part = .body(take(missing))
                if case .body(0) = part { return finish() }
                return nil
            case .chunkSize:
                guard let line = try readLine() else { return nil }
                guard let size = Int(line.prefix { $0 != ";" }, radix: 16), size >= 0 else {
                    throw Malformed(description: "a chunk of size \"\(line.prefix(20))\"")
                }
                part = size == 0 ? .trailer : .chunk(size)
            case .chunk(let missing):
                part = .chunk(take(missing))
                guard case .chunk(0) = part else { return nil }
                part = .chunkEnd
            case .chunkEnd:
                guard let line = try readLine() else { return nil }
                guard line.isEmpty else { throw Malformed(description: "a chunk is longer than its size") }
                part = .chunkSize
            case .trailer:
                guard let line = try readLine() else { return nil }
                if line.isEmpty { return finish() }
            }
        }
    }

    private mutating func finish() -> HTTPReply? {
        defer {
            reply = nil
            part = .head
            bytes.discardReadBytes()
        }
        return reply
    }

    /// Moves bytes to the body.
    ///
    /// - Returns: how many are missing.
    private mutating func take(_ count: Int) -> Int {
        if let slice = bytes.readSlice(length: min(count, bytes.readableBytes)) {
            reply?.body.writeImmutableBuffer(slice)
            return count - slice.readableBytes
        }
        return count
    }

    /// - Returns: whether there was a whole one.
    private mutating func readHead() throws(Malformed) -> Bool {
        let view = bytes.readableBytesView
        guard let end = Self.end(of: view) else {
            if view.count > 64 << 10 { throw Malformed(description: "a head without an end") }
            return false
        }
        let text = bytes.readString(length: end - view.startIndex) ?? ""
        var lines = text.split(separator: "\r\n", omittingEmptySubsequences: true)
        let words = lines.isEmpty ? [] : lines.removeFirst().split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            throw Malformed(description: "an answer that begins with \"\(text.prefix(40))\"")
        }
        guard status >= 200 else { return true }
        let reply = HTTPReply(status: status, fields: lines.map(Self.field))
        self.reply = reply
        if status == 204 || status == 304 {
            part = .body(0)
        } else if reply["Transfer-Encoding"]?.lowercased() == "chunked" {
            part = .chunkSize
        } else if let length = reply["Content-Length"].flatMap({ Int($0) }) {
            part = .body(length)
        } else {
            throw Malformed(description: "an answer of \(status) that does not say how long it is")
        }
        return true
    }

    private static func field(_ line: Substring) -> (name: String, value: String) {
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
    }

    /// Behind the empty line that ends a head.
    private static func end(of view: ByteBufferView) -> Int? {
        var count = 0
        for (index, byte) in zip(view.indices, view) {
            // CR LF CR LF: the even ones of a run are CR.
            let expected = count.isMultiple(of: 2) ? UInt8(ascii: "\r") : UInt8(ascii: "\n")
            count = byte == expected ? count + 1 : (byte == UInt8(ascii: "\r") ? 1 : 0)
            if count == 4 { return index + 1 }
        }
        return nil
    }

    private mutating func readLine() throws(Malformed) -> String? {
        let view = bytes.readableBytesView
        guard let end = view.firstIndex(of: UInt8(ascii: "\n")) else {
            if view.count > 4096 { throw Malformed(description: "a line without an end") }
            return nil
        }
        let line = bytes.readString(length: end + 1 - view.startIndex) ?? ""
        guard line.hasSuffix("\r\n") else { throw Malformed(description: "a line that ends without CR") }
        return String(line.dropLast())
    }
}
