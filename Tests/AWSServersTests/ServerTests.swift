import AWSServers
import Testing

@Suite struct ServerTests {
    @Test(.enabled(if: AWSServerKind.emulator.isWanted))
    func accountsAreApart() async throws {
        let (server, account) = try await SharedAWSServer.account()
        #expect(account.account != server.owner.account)
    }
}
