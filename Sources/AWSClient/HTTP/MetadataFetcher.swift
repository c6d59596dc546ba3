internal import NIOHTTP1

/// Asks the endpoints that a machine has for its own: near, small, and not signed for.
struct MetadataFetcher: Sendable {
    let http: AWSHTTPClient
    let timing: Timing
    /// For one call.
    let limit: Duration
    /// In all.
    let calls: Int

    /// A reply with whatever status. Calls that fail, or find the service failing, are made again.
    ///
    /// - Throws: ``AWSError``; `CancellationError`.
    func fetch(_ method: HTTPMethod, _ url: String, _ headers: HTTPHeaders = HTTPHeaders()) async throws -> AWSReply {
        var call = 1
        while true {
            do {
                let reply = try await once(method, url, headers)
                if reply.status < 500 && reply.status != 429 || call >= calls { return reply }
            } catch let error as AWSError where error.isRetryable && call < calls {
                try Task.checkCancellation()
            }
            let delay = AWSRetryPolicy().delay(
                afterFailures: call, of: AWSError(.credentialsUnavailable, ""), random: timing.random())
            try await timing.sleep(for: delay ?? .zero)
            call += 1
        }
    }

    private func once(_ method: HTTPMethod, _ url: String, _ headers: HTTPHeaders) async throws -> AWSReply {
        try await withTimeLimit(
            limit, timing, late: { AWSError(.timedOut, "An endpoint for credentials took too long to reply.") },
            {
                try await http.execute(method, url: url, headers: headers, body: .empty).collect(upTo: 64 * 1024)
            })
    }
}
