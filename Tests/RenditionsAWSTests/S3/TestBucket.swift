import AWSClient
import AWSServers
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsTesting
import ScriptedServer

/// An empty bucket on a server of the tests.
struct TestBucket: Sendable {
    let name: String
    let server: AWSServer
    let account: AWSServers.AWSAccount
    /// Calls of the account's owner.
    let client: AWSServiceClient
    let http: AWSHTTPClient

    func store(
        prefix: String = "", _ configuration: S3ObjectStore.Configuration = S3ObjectStore.Configuration(),
        client: AWSServiceClient? = nil
    ) throws -> S3ObjectStore {
        try S3ObjectStore(bucket: name, prefix: prefix, client: client ?? self.client, configuration: configuration)
    }

    /// Lends one for the time of `body`: in an account of its own on the emulator, in the only one elsewhere.
    static func with<Result>(
        _ kind: AWSServerKind = .emulator, isMade: Bool = true, _ body: (TestBucket) async throws -> Result
    ) async throws -> Result {
        let server: AWSServer
        let account: AWSServers.AWSAccount
        switch kind {
        case .emulator: (server, account) = try await SharedAWSServer.account()
        case .seaweedFS:
            server = try await SharedAWSServer.seaweedFS.server()
            account = server.owner
        case .radosGateway:
            server = try await SharedAWSServer.radosGateway.server()
            account = server.owner
        }
        return try await AWSHTTPClient.with { http in
            let bucket = TestBucket(
                name: "bucket-\(String(UInt64.random(in: .min ... .max), radix: 36))", server: server, account: account,
                client: try client(server.endpoint, account.accessKey, account.secretKey, http), http: http)
            if isMade {
                _ = try await bucket.client.collect(
                    AWSRequest("CreateBucket", method: .PUT, path: "/\(bucket.name)"), upTo: 64 << 10)
            }
            return try await body(bucket)
        }
    }

    static func client(
        _ endpoint: String, _ key: String, _ secret: String, _ http: AWSHTTPClient,
        retries: AWSRetryPolicy = AWSRetryPolicy(), timing: Timing = .system
    ) throws -> AWSServiceClient {
        AWSServiceClient(
            .s3, region: try AWSRegion(AWSServer.region), endpoint: try AWSEndpoint(url: endpoint),
            credentials: StaticCredentials(accessKeyID: key, secretAccessKey: secret), http: http, retries: retries,
            timing: timing)
    }
}
