public import HTTPTypes
public import Renditions

/// A request, whoever received it.
public struct APIRequest: Sendable {
    /// Method, path with query, and header fields. The path is taken as it came, percent-encoded.
    public var head: HTTPRequest
    /// Read once, and only as far as the answer needs it.
    public var body: ObjectBody
    /// What it asks for, if that was found out already.
    package var match: Router.Match?
    /// What tells it from others in logs, where it has anything.
    package var id: String?
    /// Called when all that is left is to wait, for as long as the client wants to: whoever counts the requests that are
    /// worked on need not count this one any more. It may be called several times, or not at all.
    package var isTaken: @Sendable () -> Void = {}

    public init(_ head: HTTPRequest, body: ObjectBody = ObjectBody([UInt8]())) {
        self.head = head
        self.body = body
    }
}
