public import HTTPTypes
public import Renditions

/// An answer, whoever sends it.
public struct APIResponse: Sendable {
    public var head: HTTPResponse
    /// Its length, where it is known, is the content's; empty for an answer to `HEAD`.
    public var body: ObjectBody
    /// The stored object that the body is, or is a part of; nil where it is none.
    package var source: Source?

    public init(_ head: HTTPResponse, body: ObjectBody = ObjectBody([UInt8]())) {
        self.head = head
        self.body = body
    }
}

extension APIResponse {
    /// Where the bytes of an answer come from, for who can't carry them and sends the reader there.
    package struct Source: Sendable, Hashable {
        package enum Store: Sendable, Hashable {
            case originals
            case renditions
        }

        package var store: Store
        package var key: ObjectKey

        package init(_ store: Store, _ key: ObjectKey) {
            self.store = store
            self.key = key
        }
    }
}
