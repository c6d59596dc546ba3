import AWSClient
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsTesting
import RenditionsWorkflow
import ScriptedServer
import Testing

/// A call that lacks another permission than the one that it is named for, as AWS says so.
@Suite struct MissingPermissionTests {
    private static func sentence(_ permission: String) -> String {
        "User: arn:aws:sts::111122223333:assumed-role/app/i-0 is not authorized to perform: \(permission) on resource: "
            + "arn:aws:x:eu-central-1:111122223333:y because no identity-based policy allows the \(permission) action"
    }

    @Test func ofAKeyThatObjectsAreEncryptedWith() async throws {
        let refusal = ScriptedAnswer.s3Error(.forbidden, "AccessDenied", Self.sentence("kms:GenerateDataKey"))
        try await S3Faults.with({ _ in refusal }) { store, _ in
            let error = try await S3Faults.failure { _ = try await store.put(ObjectBody("cat".utf8), at: "cat") }
            #expect(error.code == .permissionDenied)
            #expect(
                error.message.hasPrefix(
                    "kms:GenerateDataKey is not allowed on the bucket photos (s3:PutObject needs it)"),
                "\(error.message)")
            #expect(!error.message.contains("s3:ListBucket"))
        }
    }

    @Test func ofAKeyThatATableIsEncryptedWith() async throws {
        let refusal = ScriptedAnswer.jsonError(.badRequest, "AccessDeniedException", Self.sentence("kms:Decrypt"))
        try await Self.with(.dynamoDB, refusal) { client in
            let store = DynamoDBMetadataStore(table: "records", client: client)
            let error = try await Records.failure { _ = try await store.record(AssetID("cat")) }
            #expect(error.code == .permissionDenied)
            #expect(error.message.hasPrefix("kms:Decrypt is not allowed on the table records"), "\(error.message)")
        }
    }

    @Test func ofTheRoleThatAMachineIsGiven() async throws {
        let refusal = ScriptedAnswer.jsonError(.badRequest, "AccessDeniedException", Self.sentence("iam:PassRole"))
        try await Self.with(.stepFunctions, refusal) { client in
            let runner = try StepFunctionsRunner(
                client: client,
                configuration: .init(
                    machines: "arn:aws:states:us-east-1:111122223333:stateMachine:test-", role: "arn:aws:iam::1:role/r")
            )
            let machine = try EmulatedMachines.machine("A", "\"A\": {\"Type\": \"Succeed\"}")
            let error = try await EmulatedMachines.failure { _ = try await runner.publish(machine, as: "w") }
            #expect(error.message.hasPrefix("iam:PassRole is not allowed (states:"), "\(error.message)")
        }
    }

    private static func with(
        _ service: AWSService, _ answer: ScriptedAnswer, _ body: (AWSServiceClient) async throws -> Void
    ) async throws {
        try await ScriptedServer.run({ _ in answer }) { server in
            try await AWSHTTPClient.with { http in
                try await body(
                    try EmulatedTable.client(
                        of: service, server.url, "AKIDEXAMPLE", "secret", http, timing: Timing(clock: InstantClock())))
            }
        }
    }
}
