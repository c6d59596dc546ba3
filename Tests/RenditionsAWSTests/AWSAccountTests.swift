import AWSClient
import Renditions
import RenditionsAWS
import ScriptedServer
import Synchronization
import Testing

@Suite struct AWSAccountTests {
    @Test func anAccountWithoutARegionIsRefused() async throws {
        let error = await #expect(throws: StoreError.self) {
            _ = try await AWSAccount.load(environment: [:], home: nil)
        }
        #expect(error?.code == .invalidRequest)
        #expect(error?.message.contains("AWS_REGION") == true)
    }

    @Test func anAddressThatIsNoneIsRefusedWhenAServiceIsAskedFor() async throws {
        let account = try await AWSAccount.load(
            environment: ["AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL_S3": "nowhere"], home: nil)
        #expect(throws: (any Error).self) { _ = try account.services.client(of: .s3) }
        try await account.shutdown()
    }

    /// Nobody waits longer for a service that is silent than it was told to.
    @Test func callsAreAsTheConfigurationSays() async throws {
        let asked = Mutex(0)
        try await ScriptedServer.run({ _ in
            asked.withLock { $0 += 1 }
            return ScriptedAnswer(fault: .stall)
        }) { server in
            let account = try await AWSAccount.load(
                environment: [
                    "AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL": server.url, "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
                    "AWS_SECRET_ACCESS_KEY": "secret",
                ],
                home: nil, configuration: .init(attempts: 2, attemptTimeout: .milliseconds(100)))
            let store = try DynamoDBMetadataStore(table: "records", account: account)
            let error = try await Records.failure { _ = try await store.record(AssetID("cat")) }
            #expect(error.code == .timedOut)
            try await account.shutdown()
        }
        #expect(asked.withLock { $0 } == 2)
    }

    @Test(arguments: [
        AWSAccount.Configuration(attempts: 0), .init(attempts: 21), .init(attemptTimeout: .zero),
        .init(timeout: .seconds(-1)), .init(connectTimeout: .zero), .init(connectionsPerHost: 0),
    ])
    func aConfigurationThatIsNotUsableIsRefused(_ configuration: AWSAccount.Configuration) async throws {
        let error = try await Records.failure {
            _ = try await AWSAccount.load(
                environment: ["AWS_REGION": "eu-central-1"], home: nil, configuration: configuration)
        }
        #expect(error.code == .invalidRequest)
    }
}
