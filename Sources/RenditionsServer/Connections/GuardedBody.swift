internal import Hummingbird
internal import NIOCore

/// The body of a request as its reader sees it: each chunk is asked for, and what was cut off ends in an error.
struct GuardedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let base: RequestBody
    let body: IncomingBody

    struct AsyncIterator: AsyncIteratorProtocol {
        var base: RequestBody.AsyncIterator
        let body: IncomingBody

        mutating func next() async throws -> ByteBuffer? {
            body.willTake()
            do {
                if let chunk = try await base.next() {
                    body.took(chunk.readableBytes)
                    return chunk
                }
            } catch {
                throw body.failure ?? error
            }
            try body.verifyEnd()
            return nil
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(base: base.makeAsyncIterator(), body: body) }
}
