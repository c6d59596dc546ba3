internal import NIOCore
internal import NIOHTTP1

/// How services are called that take forms and give XML: STS, IAM.
package struct QueryProtocol: Hashable, Sendable {
    /// As in `2011-06-15`.
    package var version: String
    /// Bytes of a reply at most. Default 1 MiB.
    package var replyLimit: Int

    package init(version: String, replyLimit: Int = 1 << 20) {
        self.version = version
        self.replyLimit = replyLimit
    }

    package static let tokens = QueryProtocol(version: "2011-06-15")
    package static let accessManagement = QueryProtocol(version: "2010-05-08")

    /// A request that calls an operation.
    package func request(_ operation: String, _ parameters: [QueryItem]) -> AWSRequest {
        let items = [QueryItem("Action", operation), QueryItem("Version", version)] + parameters
        return AWSRequest(
            operation, headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"],
            body: .bytes(ByteBuffer(string: items.encoded)))
    }
}

extension AWSServiceClient {
    /// Calls an operation by a form.
    ///
    /// - Parameter type: of the outermost element, as in `AssumeRoleResponse`.
    /// - Throws: ``AWSError``; `CancellationError`.
    package func call<Output: Decodable & Sendable>(
        _ operation: String, _ parameters: [QueryItem], as query: QueryProtocol,
        returning type: Output.Type = Output.self, isIdempotent: Bool = true, timeouts: AWSTimeouts? = nil
    ) async throws -> Output {
        var request = query.request(operation, parameters)
        request.isIdempotent = isIdempotent
        request.timeouts = timeouts
        return try await collect(request, upTo: query.replyLimit) { try XMLReply.decode(type, from: $0.body) }
    }
}
