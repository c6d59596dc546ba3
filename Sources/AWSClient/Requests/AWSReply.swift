package import NIOCore
package import NIOHTTP1

/// A reply that is all in memory.
package struct AWSReply: Sendable {
    package var status: Int
    package var headers: HTTPHeaders
    package var body: ByteBuffer
    /// Calls in all that were made for this one.
    package var attempts = 1
    /// As in ``AWSResponse/followsUnknownOutcome``.
    package var followsUnknownOutcome = false

    /// What to tell the service's support.
    package var requestID: String? { headers.requestID }

    /// What the body says in JSON. Some operations have nothing to say, and say it in no bytes: that is an empty object.
    ///
    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidReply`` where `read` throws.
    package func json<Value>(_ read: ([UInt8]) throws -> Value) throws -> Value {
        do {
            return try read(body.readableBytes == 0 ? Array("{}".utf8) : Array(body.readableBytesView))
        } catch {
            throw AWSError(.invalidReply, "A reply in JSON is not what it should be.", cause: error)
        }
    }
}
