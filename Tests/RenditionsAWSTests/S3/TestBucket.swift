import AWSClient
import AWSServers
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsTesting
import ScriptedServer
import Testing

/// A bucket on a server of the tests: an empty one on the emulator, one for all tests elsewhere.
struct TestBucket: Sendable {
    let name: String
    let server: AWSServer
    let account: AWSServers.AWSAccount
    /// Calls of the account's owner.
    let client: AWSServiceClient
    let http: AWSHTTPClient

    /// What suites run on that are not about one of them.
    static let servers = [AWSServerKind.emulator, .seaweedFS].filter(\.isWanted)
    /// No arguments would be no test, and a silent one.
    static var isWanted: Bool { !servers.isEmpty }
    static let reason: Comment = "Neither the emulator nor SeaweedFS is installed; `make aws-deps` does so."

    func store(
        prefix: String = "", _ configuration: S3ObjectStore.Configuration = S3ObjectStore.Configuration(),
        client: AWSServiceClient? = nil
    ) throws -> S3ObjectStore {
        try S3ObjectStore(bucket: name, prefix: prefix, client: client ?? self.client, configuration: configuration)
    }

    /// Lends one for the time of `body`, on the emulator in an account of its own.
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
            // SeaweedFS keeps volumes for each bucket, and has no room for many.
            let name = kind == .emulator ? "bucket-\(String(UInt64.random(in: .min ... .max), radix: 36))" : "shared"
            let bucket = TestBucket(
                name: name, server: server, account: account,
                client: try client(server.endpoint, account.accessKey, account.secretKey, http), http: http)
            if isMade { try await bucket.make() }
            return try await body(bucket)
        }
    }

    private func make() async throws {
        do {
            _ = try await client.collect(AWSRequest("CreateBucket", method: .PUT, path: "/\(name)"), upTo: 64 << 10)
        } catch let error as AWSError where error.code == .conflict {
            return
        }
    }

    static func client(
        _ endpoint: String, _ key: String, _ secret: String, _ http: AWSHTTPClient,
        retries: AWSRetryPolicy = AWSRetryPolicy(), quota: RetryQuota = RetryQuota(), timing: Timing = .system
    ) throws -> AWSServiceClient {
        AWSServiceClient(
            .s3, region: try AWSRegion(AWSServer.region), endpoint: try AWSEndpoint(url: endpoint),
            credentials: StaticCredentials(accessKeyID: key, secretAccessKey: secret), http: http, retries: retries,
            quota: quota, timing: timing)
    }
}
