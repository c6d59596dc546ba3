internal import AWSClient
internal import RenditionsWorkflow

/// Calls of Step Functions. They throw `WorkflowError`, but for what the caller tells apart.
struct MachineCalls: Sendable {
    private let calls: JSONCalls

    init(client: AWSServiceClient) {
        // A page of a history may have as many inputs of 256 KiB as it has events.
        let json = JSONProtocol(
            version: JSONProtocol.stepFunctions.version, targetPrefix: JSONProtocol.stepFunctions.targetPrefix,
            replyLimit: 64 << 20)
        calls = JSONCalls(client: client, json: json)
    }

    /// - Throws: `WorkflowError`, `CancellationError`.
    func callAsFunction(_ operation: String, _ input: JSONValue) async throws -> JSONValue {
        do {
            return try await calls(operation, input)
        } catch let error as AWSError {
            throw error.workflowError
        }
    }

    /// Nil where there is no such thing.
    ///
    /// - Throws: `WorkflowError`, `CancellationError`.
    func find(_ operation: String, _ input: JSONValue) async throws -> JSONValue? {
        do {
            return try await self(operation, input)
        } catch let error as WorkflowError where error.code == .notFound {
            return nil
        }
    }
}
