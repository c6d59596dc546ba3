public import NIOCore

/// What a function does: an event in, an answer out.
public protocol LambdaHandler: Sendable {
    /// Answers one invocation. Invocations come one after the other, never at once.
    ///
    /// The task is cancelled shortly before the invocation's deadline; what is returned then still counts, if it comes soon
    /// enough: see ``LambdaConfiguration``.
    ///
    /// - Parameter event: what the function was invoked with, most often JSON.
    /// - Returns: the answer, as the caller gets it.
    /// - Throws: what becomes the invocation's error; see ``InvocationFailure``. The process goes on.
    func handle(_ event: ByteBuffer, in context: LambdaContext) async throws -> ByteBuffer
}
