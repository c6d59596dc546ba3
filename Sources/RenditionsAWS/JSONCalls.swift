internal import AWSClient
internal import NIOCore
internal import RenditionsWorkflow

/// Calls of a service that takes and gives JSON, as values rather than as a type for each call.
struct JSONCalls: Sendable {
    let client: AWSServiceClient
    let json: JSONProtocol

    /// - Parameter isIdempotent: as in `AWSRequest`: whether the call may be made again when its outcome is not known.
    /// - Throws: `AWSError`; `CancellationError`.
    func callAsFunction(
        _ operation: String, _ input: JSONValue, isIdempotent: Bool = true
    ) async throws -> JSONValue {
        var request = try json.request(operation, input)
        request.isIdempotent = isIdempotent
        return try await client.collect(request, upTo: json.replyLimit) { reply in
            if reply.body.readableBytes == 0 { return [:] }
            do {
                return try JSONValue(json: Array(reply.body.readableBytesView))
            } catch {
                throw AWSError(.invalidReply, "A reply in JSON is not what it should be.", cause: error)
            }
        }
    }
}
