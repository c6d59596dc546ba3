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
}
