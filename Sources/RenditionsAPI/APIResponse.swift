public import HTTPTypes
public import Renditions

/// An answer, whoever sends it.
public struct APIResponse: Sendable {
    public var head: HTTPResponse
    /// Its length, where it is known, is the content's; empty for an answer to `HEAD`.
    public var body: ObjectBody

    public init(_ head: HTTPResponse, body: ObjectBody = ObjectBody([UInt8]())) {
        self.head = head
        self.body = body
    }
}
