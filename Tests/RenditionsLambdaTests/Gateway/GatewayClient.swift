import Foundation
import NIOCore
import RenditionsAPI
import RenditionsLambda
import RenditionsTesting
import RenditionsWorkflow

/// Reaches an API behind a gateway: requests as events, answers as documents.
struct GatewayClient: APIClient {
    let handler: any LambdaHandler
    let form: GatewayForm

    func send(_ request: APIRequest) async throws -> APIReply {
        let event = try await form.event(request)
        let context = LambdaContext.sample()
        return try form.reply(try await handler.handle(ByteBuffer(string: event.json), in: context))
    }
}
