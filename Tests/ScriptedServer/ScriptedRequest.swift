package import NIOCore
package import NIOHTTP1

/// A request as a ``ScriptedServer`` read it.
package struct ScriptedRequest: Sendable {
    package var method: HTTPMethod
    /// Path and query, as they were sent.
    package var target: String
    package var headers: HTTPHeaders
    package var body: ByteBuffer
    /// Which of the server's connections it came by, from 0 in the order in which they were made.
    package var connection: Int
    /// Which request this is, from 0, over all connections, in the order in which their heads came.
    package var number: Int

    package var path: String { String(target.prefix { $0 != "?" }) }
}
