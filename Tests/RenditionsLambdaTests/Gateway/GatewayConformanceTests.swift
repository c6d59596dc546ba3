import RenditionsLambda
import RenditionsTesting
import Testing

/// The request suite of the API, with every request as an event and every answer as a document of a gateway.
@Suite(.timeLimit(.minutes(20))) struct GatewayConformanceTests {
    @Test(arguments: GatewayForm.allCases, APICheck.all)
    func conforms(_ form: GatewayForm, _ check: APICheck) async throws {
        try await check(GatewayClient(handler: APIHandler(try MemoryAPI().api, configuration: .patient), form: form))
    }
}

extension APIHandler.Configuration {
    /// Waits for images until they are done: a busy machine takes long.
    fileprivate static let patient = Self(followSeconds: 600)
}
