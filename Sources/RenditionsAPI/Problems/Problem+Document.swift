internal import HTTPTypes
package import RenditionsWorkflow

extension Problem {
    /// As it is served: `application/problem+json`.
    package var document: JSONValue {
        [
            "type": .string("urn:renditions:problem:\(code.rawValue)"), "title": .string(code.title),
            "status": .integer(code.status.code), "detail": .string(detail), "code": .string(code.rawValue),
        ]
    }
}
