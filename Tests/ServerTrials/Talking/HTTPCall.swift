package import NIOCore

/// A request, as it goes over the wire.
package struct HTTPCall: Sendable {
    /// What is written, piece after piece.
    package private(set) var pieces: [ByteBuffer]
    /// Between two pieces.
    var pause = Duration.zero

    /// Anything, also what is no request.
    package init(bytes: ByteBuffer) { pieces = [bytes] }

    /// - Parameter body: nil for a request that has none.
    package init(_ method: String, _ path: String, _ fields: [(String, String)] = [], body: ByteBuffer? = nil) {
        var head = Self.head(method, path, fields + (body.map { [("Content-Length", "\($0.readableBytes)")] } ?? []))
        if let body { head.writeImmutableBuffer(body) }
        pieces = [head]
    }

    /// The head alone, whatever it says of a body.
    package static func head(_ method: String, _ path: String, _ fields: [(String, String)]) -> ByteBuffer {
        let lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"] + fields.map { "\($0): \($1)" } + ["", ""]
        return ByteBuffer(string: lines.joined(separator: "\r\n"))
    }

    /// The same request, sent in two pieces with a pause between them.
    package func halting(for pause: Duration) -> HTTPCall {
        var call = self
        var rest = pieces.reduce(into: ByteBuffer()) { $0.writeImmutableBuffer($1) }
        let half = rest.readSlice(length: rest.readableBytes / 2)
        call.pieces = [half, rest].compactMap(\.self)
        call.pause = pause
        return call
    }
}
