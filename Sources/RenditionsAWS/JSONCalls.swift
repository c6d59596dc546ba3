internal import AWSClient
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
        return try await client.collectJSON(request, upTo: json.replyLimit)
    }
}

extension AWSServiceClient {
    /// Makes a call whose reply is JSON.
    ///
    /// - Parameter limit: bytes of the reply at most.
    /// - Throws: `AWSError`; `CancellationError`.
    func collectJSON(_ request: AWSRequest, upTo limit: Int) async throws -> JSONValue {
        try await collect(request, upTo: limit) { reply in try reply.json { try JSONValue(json: $0) } }
    }
}
