internal import NIOCore
internal import NIOHTTP1

extension AWSServiceClient {
    /// Makes a call whose reply is XML. A reply that says OK and holds an error all the same, as S3's do that take long to
    /// be made, is that error.
    ///
    /// - Parameter limit: bytes of the reply at most. Default 16 MiB.
    /// - Throws: ``AWSError``; `CancellationError`.
    package func callXML<Output: Decodable & Sendable>(
        _ request: AWSRequest, returning type: Output.Type = Output.self, upTo limit: Int = 16 << 20
    ) async throws -> Output {
        try await collect(request, upTo: limit) { [self] reply in
            try refuseFault(reply, of: request)
            return try XMLReply.decode(type, from: reply.body)
        }
    }

    /// - Throws: ``AWSError`` where the reply's body is an error.
    package func refuseFault(_ reply: AWSReply, of request: AWSRequest) throws {
        guard XMLReply.rootName(of: reply.body) == "Error" else { return }
        // Which status goes with it nobody says; unless its name tells otherwise the service failed.
        var error = AWSError.of(
            status: 500, headers: reply.headers, body: reply.body, operation: name(of: request))
        error.status = reply.status
        throw error
    }
}
