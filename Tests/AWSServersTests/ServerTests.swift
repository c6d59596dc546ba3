import AWSServers
import Testing

/// That servers start, refuse what is not signed, and end. What each of them gets right is shown by the probes.
@Suite struct ServerTests {
    @Test(arguments: [AWSServerKind.emulator, .seaweedFS].filter(\.isWanted))
    func whatIsNotSignedIsRefused(kind: AWSServerKind) async throws {
        let server = try await shared(kind).server()
        let refusal = try await Answer(of: server.endpoint + "/bucket/key")
        #expect(refusal.status == 403)
        #expect(refusal.text.contains("<Code>AccessDenied</Code>"))
    }

    @Test(arguments: [AWSServerKind.emulator, .seaweedFS].filter(\.isWanted))
    func aServerThatIsStoppedListensNoMore(kind: AWSServerKind) async throws {
        let server = try await AWSServer(kind)
        #expect(try await Answer(of: server.endpoint).status == 403)
        await server.stop()
        await #expect(throws: (any Error).self) { try await Answer(of: server.endpoint) }
    }

    @Test(.enabled(if: AWSServerKind.emulator.isWanted))
    func accountsAreApart() async throws {
        let (server, account) = try await SharedAWSServer.account()
        let (_, other) = try await SharedAWSServer.account()
        #expect(Set([account.account, other.account, server.owner.account]).count == 3)
        #expect(account.accessKey != other.accessKey)
    }

    @Test(.enabled(if: AWSServerKind.emulator.isWanted))
    func whatTheEmulatorIsToldCounts() async throws {
        let server = try await AWSServer(.emulator)
        let control = server.control
        try await control.set(EmulatorControl.Switches(signatures: false, policies: false))
        #expect(try await Answer(of: server.endpoint + "/nothing/key").status == 404)
        try await control.set(EmulatorControl.Switches())
        #expect(try await Answer(of: server.endpoint + "/nothing/key").status == 403)
        let refused = EmulatorControl.Refusal(service: "s3", action: "GetObject", count: 1)
        try await control.refuse(refused)
        #expect(try await Answer(of: server.endpoint + "/nothing/key").status == 503)
        #expect(try await Answer(of: server.endpoint + "/nothing/key").status == 403)
        #expect(try await control.deleteExpiredItems(account: server.owner.account, now: 0) == 0)
        #expect(try await control.functionsAreIdle(account: server.owner.account))
        try await control.reset()
        #expect(try await control.calls(account: server.owner.account).isEmpty)
        #expect(try await control.complaints(account: server.owner.account).isEmpty)
        await #expect(throws: AWSServerFault.self) { try await control.expire(accessKey: "none") }
        await server.stop()
    }

    @Test(.enabled(if: AWSServerKind.emulator.isWanted))
    func whoStartsAServerThatCanNotStartIsTold() async throws {
        guard !AWSServerKind.radosGateway.isThere else { return }
        let error = await #expect(throws: AWSServerFault.self) { try await AWSServer(.radosGateway) }
        #expect(error?.description.contains("make aws-deps") == true)
    }

    private func shared(_ kind: AWSServerKind) -> SharedAWSServer {
        kind == .emulator ? .emulator : .seaweedFS
    }
}
