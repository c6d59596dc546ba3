import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsTesting
import RenditionsWorkflow
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Bad circumstances of an account that meet every service, on a server that checks what AWS checks.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct AccountCircumstanceTests {
    private static let machines = "arn:aws:states:us-east-1:123456789012:stateMachine:test-"
    private static let execution = ExecutionIdentity(workflow: "w", name: "one")

    private static func failure(_ body: () async throws -> Void) async throws -> WorkflowError {
        try await EmulatedMachines.failure(body)
    }

    /// Credentials of a session, which end.
    private struct SessionReply: Decodable, Sendable {
        struct Result: Decodable, Sendable { var Credentials: Key }
        struct Key: Decodable, Sendable {
            var AccessKeyId: String
            var SecretAccessKey: String
            var SessionToken: String
        }
        var AssumeRoleResult: Result
    }

    private static func session(_ table: EmulatedTable) async throws -> AWSCredentials {
        func client(_ service: AWSService) throws -> AWSServiceClient {
            try EmulatedTable.client(
                of: service, table.server.endpoint, table.account.accessKey, table.account.secretKey, table.http)
        }
        let role = try await EmulatedMachines.role(
            "visitor", for: ["AWS": .string("arn:aws:iam::\(table.account.account):root")],
            allowed: ["dynamodb:*", "s3:*", "states:*"], table.account, client(.accessManagement))
        let reply: SessionReply = try await client(.tokens).call(
            "AssumeRole", [QueryItem("RoleArn", role), QueryItem("RoleSessionName", "visit")], as: .tokens)
        let key = reply.AssumeRoleResult.Credentials
        return AWSCredentials(
            accessKeyID: key.AccessKeyId, secretAccessKey: key.SecretAccessKey, sessionToken: key.SessionToken)
    }

    private static func client(
        _ service: AWSService, _ table: EmulatedTable, _ credentials: any CredentialProvider, region: String? = nil,
        timing: Timing = Timing(clock: InstantClock())
    ) throws -> AWSServiceClient {
        AWSServiceClient(
            service, region: try AWSRegion(region ?? AWSServer.region),
            endpoint: try AWSEndpoint(url: table.server.endpoint), credentials: credentials, http: table.http,
            timeouts: AWSTimeouts(attempt: nil), timing: timing)
    }

    private static func runner(_ client: AWSServiceClient, _ account: String) throws -> StepFunctionsRunner {
        try StepFunctionsRunner(
            client: client,
            configuration: .init(
                machines: "arn:aws:states:\(AWSServer.region):\(account):stateMachine:test-", functions: [:]))
    }

    @Test func credentialsThatHaveEndedAreSaidToHave() async throws {
        try await EmulatedTable.with { table in
            let credentials = try await Self.session(table)
            let provider = StaticCredentials(credentials)
            let store = table.store(client: try Self.client(.dynamoDB, table, provider))
            _ = try await store.put(Records.record("cat"), if: .absent)
            try await table.server.control.expire(accessKey: credentials.accessKeyID)

            let record = try await Records.failure { _ = try await store.record(AssetID("cat")) }
            #expect(record.code == .permissionDenied)
            #expect(record.message.contains("have ended") && record.message.contains("Get new ones"))
            let objects = try S3ObjectStore(bucket: "photos", client: Self.client(.s3, table, provider))
            let object = try await Records.failure { _ = try await objects.get("cat") }
            #expect(object.code == .permissionDenied)
            #expect(object.message.contains("have ended"))
            let runner = try Self.runner(Self.client(.stepFunctions, table, provider), table.account.account)
            let execution = try await Self.failure { _ = try await runner.describe(Self.execution) }
            #expect(execution.message.contains("have ended"), "\(execution)")
            #expect((execution.cause as? AWSError)?.code == .expiredCredentials)
        }
    }

    @Test func credentialsThatAreMissingAreAskedFor() async throws {
        let account = try await AWSAccount.load(
            environment: ["AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"], home: nil)
        let objects = try S3ObjectStore(bucket: "photos", account: account)
        let records = try DynamoDBMetadataStore(table: "records", account: account)
        for call in [
            { _ = try await objects.get("cat") }, { _ = try await records.record(AssetID("cat")) },
        ] as [@Sendable () async throws -> Void] {
            let error = try await Records.failure(call)
            #expect(error.code == .permissionDenied)
            #expect(error.message.contains("AWS_ACCESS_KEY_ID"), "\(error.message)")
        }
        let runner = try StepFunctionsRunner(
            account: account, configuration: .init(machines: Self.machines, functions: [:]))
        let error = try await Self.failure { _ = try await runner.describe(Self.execution) }
        #expect(error.code == .invalidRequest)
        #expect(error.message.contains("AWS_ACCESS_KEY_ID"))
        try await account.shutdown()
    }

    /// The service's clock is taken over, and the call made once more.
    @Test(arguments: [-7200.0, 7200]) func aClockThatIsWrongIsCorrectedFor(_ skew: Double) async throws {
        try await EmulatedTable.with { table in
            let timing = Timing(now: { Date().addingTimeInterval(skew) }, clock: InstantClock())
            let provider = StaticCredentials(
                accessKeyID: table.account.accessKey, secretAccessKey: table.account.secretKey)
            let store = table.store(client: try Self.client(.dynamoDB, table, provider, timing: timing))
            _ = try await store.put(Records.record("cat"), if: .absent)
            #expect(try await table.keys().count == 1)
            let s3 = try Self.client(.s3, table, provider, timing: timing)
            _ = try await s3.collect(
                AWSRequest("CreateBucket", method: .PUT, path: "/skewed-\(skew < 0)"), upTo: 1 << 16)
            let objects = try S3ObjectStore(bucket: "skewed-\(skew < 0)", client: s3)
            _ = try await objects.put(ObjectBody("cat".utf8), at: "cat")
            #expect(try await objects.head("cat").size == 3)
        }
    }

    @Test func aTableInAnotherRegionIsSaidNotToBeInThisOne() async throws {
        try await EmulatedTable.with { table in
            let provider = StaticCredentials(
                accessKeyID: table.account.accessKey, secretAccessKey: table.account.secretKey)
            let elsewhere = try Self.client(.dynamoDB, table, provider, region: "eu-west-3")
            let error = try await Records.failure {
                _ = try await table.store(client: elsewhere).record(AssetID("cat"))
            }
            #expect(error.code == .invalidRequest)
            #expect(error.message.contains("records") && error.message.contains("region"))
        }
    }
}
