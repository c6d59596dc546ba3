internal import NIOCore

/// A request that never ends by itself, or does not end as it says.
package struct Flood: Sendable {
    package var name: String
    /// The head, and how the body begins.
    var start: ByteBuffer
    /// What is sent then, again and again.
    var piece: ByteBuffer
    /// How often at most.
    var pieces: Int
    /// What may be answered to it.
    var statuses: Set<Int>
    /// Whether the sender says at the end that nothing more comes.
    var ends = false

    private static let pieceSize = 64 << 10
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// All of them.
    ///
    /// - Parameters:
    ///   - bytes: of a body that is too large.
    ///   - limit: bytes that an upload may have.
    package static func all(bytes: Int, limit: Int) -> [Flood] {
        let (count, length) = (bytes / pieceSize, ("Content-Length", "\(bytes)"))
        let chunked = ("Transfer-Encoding", "chunked")
        let form = ("Content-Type", "multipart/form-data; boundary=end")
        func begin(_ fields: [(String, String)], _ body: [UInt8], _ method: String = "POST") -> ByteBuffer {
            var start = HTTPCall.head(method, "/images", fields)
            start.writeBytes(body)
            return start
        }
        let part = Array("--end\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a.png\"\r\n\r\n".utf8) + png
        let head = ByteBuffer(string: "GET /images HTTP/1.1\r\nHost: localhost\r\nX-Padding: ")
        return [
            Flood(name: "length", start: begin([length], png), piece: filler, pieces: count, statuses: [413]),
            Flood(name: "chunks", start: begin([chunked], chunk(png)), piece: chunks, pieces: count, statuses: [413]),
            Flood(
                name: "length of no picture", start: begin([length], []), piece: filler, pieces: count,
                statuses: [413, 415]),
            Flood(
                name: "chunks of no picture", start: begin([chunked], []), piece: chunks, pieces: count, statuses: [415]
            ),
            Flood(
                name: "form", start: begin([chunked, form], chunk(part)), piece: chunks, pieces: count, statuses: [413]),
            // What follows the body is no request.
            Flood(
                name: "more than it says", start: begin([("Content-Length", "1000")], png), piece: filler,
                pieces: count,
                statuses: [200, 202, 400, 415]),
            Flood(
                name: "less than it says", start: begin([("Content-Length", "\(limit)")], png), piece: filler,
                pieces: 1,
                statuses: [400, 408], ends: true),
            Flood(
                name: "a body for who wants none", start: begin([length], [], "GET"), piece: filler, pieces: count,
                statuses: [200]),
            Flood(name: "head", start: head, piece: filler, pieces: count, statuses: [431]),
        ]
    }

    private static let filler = ByteBuffer(repeating: UInt8(ascii: "a"), count: pieceSize)
    private static let chunks = ByteBuffer(bytes: chunk(Array(repeating: UInt8(ascii: "a"), count: pieceSize)))

    private static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
    }
}
