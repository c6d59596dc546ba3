package import NIOCore
package import RenditionsWorkflow

/// A whole answer.
package struct HTTPReply: Sendable {
    package var status: Int
    var fields: [(name: String, value: String)]
    package var body = ByteBuffer()

    /// The value of a field, whatever the case of its name.
    package subscript(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// Nil where the body is no JSON.
    package var json: JSONValue? { try? JSONValue(json: Array(body.readableBytesView)) }

    /// Whether the connection ends with this answer.
    var isLast: Bool { self["Connection"]?.lowercased() == "close" }

    /// Whether the server says that it has too much to do, and when to come again.
    var isDeliberateRefusal: Bool { (status == 503 || status == 429) && self["Retry-After"].flatMap { Int($0) } != nil }

    /// For somebody who looks into what went wrong.
    var summary: String { "\(status) \(String(decoding: body.readableBytesView.prefix(200), as: UTF8.self))" }
}
