internal import RenditionsWorkflow

/// What the OpenAPI document says of a route beside its method, path and scope.
struct RouteDescription: Sendable {
    /// One way to answer.
    struct Answer: Sendable {
        var status: Int
        var text: String
        /// Media type and schema of the content; nil where there is none.
        var content: (type: String, schema: JSONValue)?
        /// Names of header fields that it has.
        var fields: [String] = []
    }

    var summary: String
    /// Objects as OpenAPI has them, but for those of the path.
    var parameters: [JSONValue] = []
    var body: JSONValue?
    var answers: [Answer]
    /// What may be answered instead, beside what may be to every request.
    var problems: [Problem.Code] = []
}

extension RouteDescription {
    /// What may be answered to any request that needs leave.
    static let problemsOfAccess: [Problem.Code] = [.unauthorized, .forbidden, .switchedOff]
    /// What may be answered to anything.
    static let problemsOfAll: [Problem.Code] = [
        .invalidRequest, .timedOut, .pathTooLong, .headersTooLarge, .internalError, .unavailable,
    ]
}

extension JSONValue {
    /// A reference to a schema of the document.
    static func schema(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }

    /// A parameter of the query.
    static func query(_ name: String, _ text: String, _ schema: JSONValue) -> JSONValue {
        ["name": .string(name), "in": "query", "description": .string(text), "schema": schema]
    }

    /// A header field of the request.
    static func header(_ name: String, _ text: String, _ schema: JSONValue) -> JSONValue {
        ["name": .string(name), "in": "header", "description": .string(text), "schema": schema]
    }

    static func list(of texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
