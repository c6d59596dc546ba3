package import NIOHTTP1

/// A call of a service, before it is signed.
package struct AWSRequest: Sendable {
    /// The operation's name as permissions have it, without the service: `PutObject`, `StartExecution`.
    package var operation: String
    package var method: HTTPMethod
    /// Goes before the endpoint's host, as in `bucket.`; usually empty.
    package var hostPrefix = ""
    /// As it is sent: percent-encoded, beginning with a slash. ``PercentEncoding`` makes parts of it.
    package var path: String
    package var query: [QueryItem]
    /// Without `Host`, `Content-Length` and what a signature adds.
    package var headers: HTTPHeaders
    package var body: AWSBody
    package var payload: PayloadSigning = .hash
    /// Whether it is signed. Default true.
    package var isSigned = true
    /// Whether the call may be repeated although it may have taken effect. Default true: most calls say the same twice.
    package var isIdempotent = true
    /// Codes by which the service ends a request for good, although they say to come again: what is asked for has to begin anew.
    package var finalFaults: Set<String> = []
    /// In place of the client's.
    package var timeouts: AWSTimeouts?
    /// Statuses besides 200 to 299 that are replies and not errors, as in 304.
    package var expectedStatuses: Set<Int> = []

    package init(
        _ operation: String, method: HTTPMethod = .POST, path: String = "/", query: [QueryItem] = [],
        headers: HTTPHeaders = HTTPHeaders(), body: AWSBody = .empty
    ) {
        self.operation = operation
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}
