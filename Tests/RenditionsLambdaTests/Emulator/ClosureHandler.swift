import NIOCore
import RenditionsLambda

/// A handler of a test.
struct ClosureHandler: LambdaHandler {
    let body: @Sendable (ByteBuffer, LambdaContext) async throws -> ByteBuffer

    init(_ body: @escaping @Sendable (ByteBuffer, LambdaContext) async throws -> ByteBuffer) { self.body = body }

    func handle(_ event: ByteBuffer, in context: LambdaContext) async throws -> ByteBuffer {
        try await body(event, context)
    }
}
