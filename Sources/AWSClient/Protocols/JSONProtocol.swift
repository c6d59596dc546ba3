internal import NIOCore
internal import NIOHTTP1

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// How services are called that take and give JSON, and name the operation in a header.
package struct JSONProtocol: Hashable, Sendable {
    /// `1.0` or `1.1`.
    package var version: String
    /// Goes before the operation's name, as in `DynamoDB_20120810`.
    package var targetPrefix: String
    /// Bytes of a reply at most. Default 16 MiB: DynamoDB's pages have 1 MiB before they are written as JSON.
    package var replyLimit: Int

    package init(version: String, targetPrefix: String, replyLimit: Int = 16 << 20) {
        self.version = version
        self.targetPrefix = targetPrefix
        self.replyLimit = replyLimit
    }

    package static let dynamoDB = JSONProtocol(version: "1.0", targetPrefix: "DynamoDB_20120810")
    package static let stepFunctions = JSONProtocol(version: "1.0", targetPrefix: "AWSStepFunctions")
    package static let eventBridge = JSONProtocol(version: "1.1", targetPrefix: "AWSEvents")
    package static let systemsManager = JSONProtocol(version: "1.1", targetPrefix: "AmazonSSM")
    package static let queues = JSONProtocol(version: "1.0", targetPrefix: "AmazonSQS")
    package static let logs = JSONProtocol(version: "1.1", targetPrefix: "Logs_20140328")

    /// A request that calls an operation.
    ///
    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidRequest`` for what can't be written as JSON.
    package func request(_ operation: String, _ input: some Encodable) throws -> AWSRequest {
        let body: ByteBuffer
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.withoutEscapingSlashes]
            body = ByteBuffer(bytes: try encoder.encode(input))
        } catch {
            throw AWSError(.invalidRequest, "The input of \(operation) can't be written as JSON.", cause: error)
        }
        return AWSRequest(
            operation,
            headers: [
                "Content-Type": "application/x-amz-json-\(version)", "X-Amz-Target": "\(targetPrefix).\(operation)",
            ],
            body: .bytes(body))
    }

    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidReply``.
    package func output<Output: Decodable>(_ type: Output.Type, of reply: AWSReply) throws -> Output {
        try reply.json { try JSONDecoder().decode(type, from: Data($0)) }
    }
}

extension AWSServiceClient {
    /// Calls an operation by JSON.
    ///
    /// - Parameter isIdempotent: as in ``AWSRequest/isIdempotent``.
    /// - Throws: ``AWSError``; `CancellationError`.
    package func call<Output: Decodable & Sendable>(
        _ operation: String, _ input: some Encodable, as json: JSONProtocol, returning type: Output.Type = Output.self,
        isIdempotent: Bool = true, timeouts: AWSTimeouts? = nil
    ) async throws -> Output {
        var request = try json.request(operation, input)
        request.isIdempotent = isIdempotent
        request.timeouts = timeouts
        return try await collect(request, upTo: json.replyLimit) { try json.output(type, of: $0) }
    }
}
