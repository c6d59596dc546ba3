internal import NIOCore
package import NIOHTTP1

/// A reply whose body has yet to be read. One that is let go of unread closes its connection.
package struct AWSResponse: Sendable {
    package var status: Int
    package var headers: HTTPHeaders
    /// Ends with ``AWSError`` of code ``AWSError/Code/interrupted`` or ``AWSError/Code/timedOut`` where it breaks off.
    package var body: ByteStream
    /// Calls in all that were made for this one.
    package var attempts = 1
    /// Whether a call before this one may have taken effect: a condition that does not hold now may be our own doing.
    package var followsUnknownOutcome = false

    /// What to tell the service's support.
    package var requestID: String? { headers.requestID }

    /// - Parameter limit: bytes.
    /// - Throws: ``AWSError`` with code ``AWSError/Code/replyTooLarge``, and what reading it throws.
    package func collect(upTo limit: Int) async throws -> AWSReply {
        func tooLarge() -> AWSError {
            AWSError(.replyTooLarge, "A reply has more than \(limit) bytes. Ask for less at once.")
        }
        if let length = body.length, length > limit { throw tooLarge() }
        var whole = ByteBuffer()
        for try await var part in body {
            if whole.readableBytes + part.readableBytes > limit { throw tooLarge() }
            if whole.readableBytes == 0 { whole = part } else { whole.writeBuffer(&part) }
        }
        try Task.checkCancellation()
        return AWSReply(
            status: status, headers: headers, body: whole, attempts: attempts,
            followsUnknownOutcome: followsUnknownOutcome)
    }
}

extension HTTPHeaders {
    var requestID: String? { first(name: "x-amz-request-id") ?? first(name: "x-amzn-requestid") }
}
