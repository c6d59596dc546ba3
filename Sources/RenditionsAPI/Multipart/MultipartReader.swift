internal import NIOCore
internal import Renditions

/// Reads a form from a body on behalf of who reads its parts, one piece at a time.
actor MultipartReader {
    private var chunks: AsyncThrowingStream<ByteBuffer, any Error>.AsyncIterator
    private var parser: MultipartParser
    /// What of the last piece is not used yet.
    private var bytes = ByteBuffer()
    /// The number of the part that is being read, from 1.
    private var part = 0
    private var isInContent = false
    private var isReading = false
    private var isAtEnd = false
    private var failure: (any Error)?

    init(_ body: ObjectBody, parser: MultipartParser) {
        chunks = body.makeAsyncIterator()
        self.parser = parser
    }

    func nextPart() async throws -> MultipartPart? {
        while let event = try await next() {
            guard case .part(let header) = event else { continue }
            part += 1
            let number = part
            return MultipartPart(header: header, body: ObjectBody(length: nil) { try await self.content(of: number) })
        }
        return nil
    }

    /// The next piece of a part's content; nil at its end.
    private func content(of number: Int) async throws -> ByteBuffer? {
        guard number == part else { throw Self.misuse }
        guard isInContent else { return nil }
        guard case .content(let content) = try await next() else { return nil }
        return content
    }

    /// The next event; nil at the end of the body.
    private func next() async throws -> MultipartEvent? {
        guard !isReading else { throw Self.misuse }
        if let failure { throw failure }
        isReading = true
        defer { isReading = false }
        do {
            while true {
                if let event = try parser.next(in: &bytes) {
                    isInContent = event != .end
                    return event
                }
                guard !isAtEnd, let chunk = try await read() else {
                    try parser.finish()
                    return nil
                }
                bytes = chunk
            }
        } catch {
            failure = error
            throw error
        }
    }

    private func read() async throws -> ByteBuffer? {
        var iterator = chunks
        defer { chunks = iterator }
        if let chunk = try await iterator.next(isolation: self) { return chunk }
        // A body whose reader is cancelled may end as if it were whole.
        try Task.checkCancellation()
        isAtEnd = true
        return nil
    }

    private static var misuse: Problem {
        Problem(.internalError, "A part of the form was read at the same time as another, or after it.")
    }
}
