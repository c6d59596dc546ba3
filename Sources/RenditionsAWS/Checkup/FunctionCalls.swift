internal import AWSClient
internal import NIOHTTP1
internal import RenditionsWorkflow

/// Questions to Lambda.
struct FunctionCalls: Sendable {
    let client: AWSServiceClient

    /// How a function is set up.
    ///
    /// - Parameter name: its name, or its ARN with or without a version.
    /// - Throws: `AWSError`; `CancellationError`.
    func configuration(of name: String) async throws -> JSONValue {
        try await ask("GetFunctionConfiguration", "/2015-03-31/functions/\(PercentEncoding.encode(name))/configuration")
    }

    /// How many invocations at once are kept for a function.
    ///
    /// - Parameter name: its name, or its ARN without a version.
    /// - Throws: `AWSError`; `CancellationError`.
    func concurrency(of name: String) async throws -> JSONValue {
        try await ask("GetFunctionConcurrency", "/2019-09-30/functions/\(PercentEncoding.encode(name))/concurrency")
    }

    /// How a function reads a queue, or nil where it does not. It has one mapping of a queue at most.
    ///
    /// - Parameters:
    ///   - name: as of ``concurrency(of:)``.
    ///   - queue: an ARN.
    /// - Throws: `AWSError`; `CancellationError`.
    func mapping(of name: String, to queue: String) async throws -> JSONValue? {
        let query = [QueryItem("EventSourceArn", queue), QueryItem("FunctionName", name)]
        return try await ask("ListEventSourceMappings", "/2015-03-31/event-source-mappings/", query: query)[
            "EventSourceMappings"]?[0]
    }

    private func ask(_ operation: String, _ path: String, query: [QueryItem] = []) async throws -> JSONValue {
        try await client.collectJSON(AWSRequest(operation, method: .GET, path: path, query: query), upTo: 1 << 20)
    }
}
