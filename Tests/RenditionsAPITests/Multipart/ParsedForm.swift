import NIOCore
import RenditionsAPI

/// What comes of a form that is given to the parser in pieces.
struct ParsedForm: Equatable, Sendable {
    struct Part: Equatable, Sendable {
        var header: MultipartHeader
        var content: [UInt8]
        var isWhole = true
    }

    var parts: [Part] = []
    /// What ended it.
    var problem: Problem?

    init(_ pieces: [[UInt8]], boundary: String = FormText.boundary, limits: MultipartLimits = MultipartLimits()) {
        do {
            var parser = MultipartParser(boundary: try MultipartBoundary(boundary), limits: limits)
            for piece in pieces {
                var bytes = ByteBuffer(bytes: piece)
                while let event = try parser.next(in: &bytes) { take(event) }
                precondition(bytes.readableBytes == 0, "the parser takes all bytes before it asks for more")
            }
            try parser.finish()
        } catch {
            problem = error
        }
    }

    private mutating func take(_ event: MultipartEvent) {
        switch event {
        case .part(let header): parts.append(Part(header: header, content: [], isWhole: false))
        case .content(let content):
            precondition(content.readableBytes > 0, "content is never empty")
            parts[parts.count - 1].content += content.readableBytesView
        case .end: parts[parts.count - 1].isWhole = true
        }
    }
}

extension [UInt8] {
    /// These bytes in pieces: cut at up to so many places, some of them twice, so that there are empty pieces.
    func cut(at count: Int, using random: inout some RandomNumberGenerator) -> [[UInt8]] {
        let places = (0..<count).map { _ in Int.random(in: 0...self.count, using: &random) }.sorted()
        return zip([0] + places, places + [self.count]).map { Array(self[$0..<$1]) }
    }

    /// Every byte by itself.
    var singly: [[UInt8]] { map { [$0] } }
}
