public import HTTPTypes
public import Renditions

/// A request, whoever received it.
public struct APIRequest: Sendable {
    /// Method, path with query, and header fields. The path is taken as it came, percent-encoded.
    public var head: HTTPRequest
    /// Read once, and only as far as the answer needs it.
    public var body: ObjectBody

    public init(_ head: HTTPRequest, body: ObjectBody = ObjectBody([UInt8]())) {
        self.head = head
        self.body = body
    }
}
