internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Renditions
internal import RenditionsAPI

extension Response {
    /// Bytes of an answer that are handed to the connection at once.
    private static let short = 128 << 10
    /// What is longer is handed over in pieces of so many bytes, each when there is room for it: so it can be told who takes
    /// little from who takes nothing.
    private static let piece = 32 << 10

    /// An answer as Hummingbird writes it.
    init(_ answer: APIResponse, isHead: Bool, delivery: Delivery) {
        let body = answer.body
        if isHead {
            self.init(status: answer.head.status, headers: answer.head.headerFields)
            delivery.end(isWhole: true)
        } else if let bytes = body.buffer, bytes.readableBytes <= Self.short {
            self.init(
                status: answer.head.status, headers: answer.head.headerFields,
                body: bytes.readableBytes > 0 ? ResponseBody(byteBuffer: bytes) : ResponseBody())
            delivery.observation.sent(bytes.readableBytes)
            delivery.end(isWhole: true)
        } else {
            self.init(
                status: answer.head.status, headers: answer.head.headerFields,
                body: ResponseBody(contentLength: body.length) { writer in
                    do {
                        try await Self.write(body, to: &writer, delivery.observation)
                        delivery.end(isWhole: true)
                    } catch {
                        delivery.end(isWhole: false)
                        throw error
                    }
                })
        }
    }

    /// Writes chunk after chunk, each when there is room for it. The connection is given up where the body is not as long
    /// as the head says: whatever followed would be taken for a part of it.
    private static func write(
        _ body: ObjectBody, to writer: inout any ResponseBodyWriter, _ observation: RequestObservation
    ) async throws {
        var left = body.length
        for try await var chunk in body {
            if let rest = left {
                left = rest - chunk.readableBytes
                guard rest >= chunk.readableBytes else { throw BodyLengthError() }
            }
            while let piece = chunk.readSlice(length: min(chunk.readableBytes, Self.piece)), piece.readableBytes > 0 {
                try await writer.write(piece)
                observation.sent(piece.readableBytes)
            }
            // This runs on the connection's own thread. A body that never waits would keep it for as long as it goes on, and
            // the writer would not be told that the connection has ended.
            await Task.yield()
        }
        try Task.checkCancellation()
        guard left ?? 0 == 0 else { throw BodyLengthError() }
        try await writer.finish(nil)
    }

    /// A body is longer or shorter than its length says.
    struct BodyLengthError: Error {}
}
