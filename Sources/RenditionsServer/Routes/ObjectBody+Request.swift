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
        let source = ByteReader(request.body)
        self.init(length: length) {
            let chunk = try await source.next()
            if let chunk { observation.received(chunk.readableBytes) }
            return chunk
        }
    }
}
