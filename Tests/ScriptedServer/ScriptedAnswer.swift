package import NIOCore
package import NIOHTTP1

/// What a ``ScriptedServer`` does about a request that it has read whole.
package struct ScriptedAnswer: Sendable {
    /// What becomes of the reply on its way.
    package enum Fault: Hashable, Sendable {
        /// The connection is reset once so many bytes of the reply's body were sent; with none, before its head.
        case reset(afterBytes: Int)
        /// The connection is closed once so many bytes of the reply's body were sent, though more were announced.
        case truncate(afterBytes: Int)
        /// Nothing is sent, and the connection stays open, until the client or the server closes it.
        case stall
        /// The head and so many bytes of the body are sent, and then nothing.
        case stallBody(afterBytes: Int)
        /// The connection is closed without a reply, as when one is lost after the work was done.
        case loseReply
    }

    package var status: HTTPResponseStatus
    package var headers: HTTPHeaders
    package var body: ByteBuffer
    package var fault: Fault?

    package init(
        _ status: HTTPResponseStatus = .ok, headers: HTTPHeaders = HTTPHeaders(), body: ByteBuffer = ByteBuffer(),
        fault: Fault? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.fault = fault
    }

    package init(
        _ status: HTTPResponseStatus = .ok, headers: HTTPHeaders = HTTPHeaders(), text: String, fault: Fault? = nil
    ) {
        self.init(status, headers: headers, body: ByteBuffer(string: text), fault: fault)
    }

    package static let stall = ScriptedAnswer(fault: .stall)
    package static let reset = ScriptedAnswer(fault: .reset(afterBytes: 0))
    package static let lostReply = ScriptedAnswer(fault: .loseReply)

    /// As S3 says that there were too many requests.
    package static let slowDown = ScriptedAnswer.s3Error(.serviceUnavailable, "SlowDown", "Please reduce your rate.")

    /// An error as S3 writes it.
    package static func s3Error(
        _ status: HTTPResponseStatus, _ code: String, _ message: String, headers: HTTPHeaders = HTTPHeaders()
    ) -> ScriptedAnswer {
        ScriptedAnswer(
            status, headers: headers,
            text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>\(code)</Code>"
                + "<Message>\(message)</Message><RequestId>R1</RequestId><HostId>H1</HostId></Error>")
    }

    /// An error as services with JSON write it.
    package static func jsonError(
        _ status: HTTPResponseStatus, _ type: String, _ message: String, headers: HTTPHeaders = HTTPHeaders()
    ) -> ScriptedAnswer {
        ScriptedAnswer(
            status, headers: headers,
            text: "{\"__type\":\"com.amazonaws.dynamodb.v20120810#\(type)\",\"message\":\"\(message)\"}")
    }
}
