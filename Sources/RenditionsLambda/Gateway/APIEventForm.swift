internal import RenditionsWorkflow

/// In which form a gateway tells of a request, and wants the answer.
///
/// Paths come percent-encoded from REST APIs and function URLs, and decoded once from HTTP APIs, in both of their formats: a
/// slash that was encoded can't be told from others then. Queries come decoded in format 1.0, and as they were sent in 2.0.
enum APIEventForm: Hashable, Sendable, CaseIterable {
    /// API Gateway's REST API.
    case rest
    /// API Gateway's HTTP API with payload format 1.0.
    case httpFormat1
    /// API Gateway's HTTP API with payload format 2.0.
    case http
    /// A function's own URL.
    case functionURL

    /// - Throws: ``LambdaError`` with code `invalid-event`.
    init(of event: JSONValue) throws {
        let context = event["requestContext"]
        // Load balancers, authorizers and sockets are told of requests in much the same form, and want other answers.
        let isOther =
            event["methodArn"] != nil || event["routeArn"] != nil || context?["elb"] != nil
            || context?["connectionId"] != nil
        if !isOther, event["version"]?.stringValue == "2.0", context?["http"] != nil,
            event["rawPath"]?.stringValue != nil
        {
            let isOwn = context?["domainName"]?.stringValue?.contains(".lambda-url.") ?? false
            self = isOwn ? .functionURL : .http
        } else if !isOther, event["httpMethod"]?.stringValue != nil, event["path"]?.stringValue != nil,
            context?.objectValue != nil
        {
            self = event["version"]?.stringValue == "1.0" ? .httpFormat1 : .rest
        } else {
            throw LambdaError(
                .invalidEvent,
                "The event is none of a REST API, an HTTP API and a function URL. What calls the function?")
        }
    }

    var isFormat1: Bool { self == .rest || self == .httpFormat1 }
    var hasDecodedPath: Bool { self == .httpFormat1 || self == .http }
}
