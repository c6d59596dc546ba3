internal import HTTPTypes
internal import NIOCore
internal import Renditions
internal import RenditionsWorkflow

extension APIResponse {
    /// A JSON document.
    static func json(
        _ value: JSONValue, status: HTTPResponse.Status = .ok, fields: HTTPFields = [:],
        type: String = "application/json"
    ) -> APIResponse {
        let text = ByteBuffer(string: value.json)
        var head = HTTPResponse(status: status, headerFields: fields)
        head.headerFields[.contentType] = type
        head.headerFields[.contentLength] = "\(text.readableBytes)"
        if head.headerFields[.cacheControl] == nil { head.headerFields[.cacheControl] = "no-store" }
        return APIResponse(head.guarded, body: ObjectBody(text))
    }

    /// An answer without content.
    static func empty(_ status: HTTPResponse.Status, fields: HTTPFields = [:]) -> APIResponse {
        APIResponse(HTTPResponse(status: status, headerFields: fields).guarded)
    }

    /// A problem document.
    package init(_ problem: Problem) {
        var fields = problem.fields
        if let seconds = problem.retryAfter { fields[.retryAfter] = "\(seconds)" }
        self = .json(problem.document, status: problem.code.status, fields: fields, type: "application/problem+json")
    }
}

extension HTTPResponse {
    /// With what keeps a browser from taking content for something else, or from running anything in it.
    var guarded: HTTPResponse {
        var head = self
        head.headerFields[.xContentTypeOptions] = "nosniff"
        head.headerFields[.contentSecurityPolicy] = "default-src 'none'; sandbox"
        return head
    }
}
