import HTTPTypes
import RenditionsAPI
import Synchronization
import Testing

@Suite struct AuthorizerChainTests {
    private static let shop = Authorization.granted(Principal("shop"))
    private static let other = Authorization.granted(Principal("other"))

    @Test(
        arguments: [
            ([], .unauthorized), ([.unauthorized, .unauthorized], .unauthorized), ([shop, other], shop),
            ([.unauthorized, shop], shop), ([.forbidden, shop], shop), ([.forbidden, .unauthorized], .forbidden),
            ([.unauthorized, .forbidden], .forbidden), ([nil, shop], shop), ([nil, .unauthorized], nil),
            ([nil, .forbidden], nil), ([.forbidden, nil], nil),
        ] as [([Authorization?], Authorization?)])
    func firstThatGrantsDecides(_ answers: [Authorization?], _ expected: Authorization?) async {
        let chain = AuthorizerChain(answers.map { ScriptedAuthorizer(answer: $0) })
        #expect(await (try? chain.authorize(.sample(), for: .read)) == expected)
    }

    @Test func nobodyIsAskedAfterOneHasGranted() async throws {
        let count = Mutex(0)
        let chain = AuthorizerChain([
            ScriptedAuthorizer(answer: .forbidden) { count.withLock { $0 += 1 } },
            ScriptedAuthorizer(answer: Self.shop) { count.withLock { $0 += 1 } },
            ScriptedAuthorizer(answer: Self.other) { Issue.record("this one need not be asked") },
        ])
        #expect(try await chain.authorize(.sample(), for: .read) == Self.shop)
        #expect(count.withLock { $0 } == 2)
    }
}
