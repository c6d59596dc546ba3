internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Renditions
internal import RenditionsAPI

extension ObjectBody {
    /// The body of a request: read as it is asked for, and counted.
    init(_ request: Request, observation: RequestObservation) {
        let length = request.headers[.contentLength].flatMap { Int($0) }
        guard length != nil || request.headers.contains(.transferEncoding) else {
            self.init([UInt8]())
            return
        }
        let source = RequestBodySource(request.body)
        self.init(length: length) {
            let chunk = try await source.next()
            if let chunk { observation.received(chunk.readableBytes) }
            return chunk
        }
    }
}

/// Reads a request's body for whoever asks, one after the other.
private actor RequestBodySource {
    private let body: RequestBody
    private var iterator: RequestBody.AsyncIterator?
    private var hasBegun = false

    init(_ body: RequestBody) { self.body = body }

    func next() async throws -> ByteBuffer? {
        if !hasBegun {
            hasBegun = true
            iterator = body.makeAsyncIterator()
        }
        // Taken out while it is used: it can't be changed across a suspension where others might use it.
        guard var current = iterator else { return nil }
        iterator = nil
        guard let chunk = try await current.next(isolation: self) else { return nil }
        iterator = current
        return chunk
    }
}
