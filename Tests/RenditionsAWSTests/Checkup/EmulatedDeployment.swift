import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import RenditionsAWS
import RenditionsWorkflow

/// A deployment on the emulator, in an account of its own, as `Deploy/aws` makes one, but for the program of the functions.
struct EmulatedDeployment: Sendable {
    let machines: EmulatedMachines
    /// Of the account's owner, unless somebody else is to look.
    var environment: [String: String]
    /// The event source mapping of the function that begins workflows.
    var mapping = ""

    static let functions = [TaskRegistry.tasksFunction, "test-ingest", "test-api"]

    /// A workflow of one task, which may take 20 seconds.
    static func workflow(_ task: String = "greet") throws -> StateMachine {
        try EmulatedMachines.machine(
            "T",
            """
            "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 20, "End": true,
                "Parameters": {"FunctionName": "renditions-tasks", "Payload": {"task": "\(task)", "input.$": "$"}}}
            """)
    }

    /// Lends one that is whole for the time of `body`.
    static func with<Result>(_ body: (EmulatedDeployment) async throws -> Result) async throws -> Result {
        try await EmulatedMachines.with(functions: functions) { machines in
            var made = EmulatedDeployment(
                machines: machines,
                environment: [
                    "AWS_ENDPOINT_URL": machines.server.endpoint, "AWS_REGION": AWSServer.region,
                    "AWS_ACCESS_KEY_ID": machines.account.accessKey,
                    "AWS_SECRET_ACCESS_KEY": machines.account.secretKey, "AWS_EC2_METADATA_DISABLED": "true",
                    "RENDITIONS_ORIGINALS": "s3://originals-\(machines.account.account)/",
                    "RENDITIONS_RENDITIONS": "s3://renditions-\(machines.account.account)/renditions/",
                    "RENDITIONS_QUARANTINE": "s3://renditions-\(machines.account.account)/quarantine/",
                    "RENDITIONS_NOTES": "s3://renditions-\(machines.account.account)/notes/",
                    "RENDITIONS_TABLE": "records", "RENDITIONS_STATE_MACHINES": machines.machines,
                ])
            try await made.make()
            made.mapping = try await made.makeEvents()
            return try await body(made)
        }
    }

    var originals: String { "originals-\(machines.account.account)" }
    var renditions: String { "renditions-\(machines.account.account)" }

    /// What somebody finds who looks.
    ///
    /// - Parameters:
    ///   - changes: of the environment.
    ///   - task: of the document that is expected.
    func examine(_ changes: [String: String] = [:], expecting task: String = "greet") async throws
        -> [DeploymentFinding]
    {
        let environment = environment.merging(changes) { $1 }
        let services = try AWSServices(AWSSettings(environment: environment), http: machines.http)
        return try await DeploymentCheckup(
            services: services, settings: DeploymentSettings(environment: environment),
            workflows: [("greeting", try Self.workflow(task))]
        ).examine()
    }

    func client(_ service: AWSService) throws -> AWSServiceClient {
        try EmulatedTable.client(
            of: service, machines.server.endpoint, machines.account.accessKey, machines.account.secretKey,
            machines.http)
    }

    private func make() async throws {
        for bucket in [originals, renditions] {
            try await set(bucket, nil, "")
            try await set(
                bucket, "encryption",
                """
                <ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>\
                <SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>\
                </ServerSideEncryptionConfiguration>
                """)
            try await block(bucket)
            try await set(
                bucket, "lifecycle",
                """
                <LifecycleConfiguration><Rule><ID>uploads</ID><Status>Enabled</Status><Filter><Prefix></Prefix></Filter>\
                <AbortIncompleteMultipartUpload><DaysAfterInitiation>2</DaysAfterInitiation>\
                </AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>
                """)
        }
        try await set(
            originals, "notification",
            "<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>")
        try await DynamoDBTable(name: "records", client: try client(.dynamoDB)).create()
        _ = try await machines.runner().publish(try Self.workflow(), as: "greeting")
        for function in Self.functions { try await configure(function, timeout: 20) }
    }

    /// Makes a bucket, or sets something of one.
    func set(_ bucket: String, _ setting: String?, _ document: String) async throws {
        var request = AWSRequest("Set", method: .PUT, path: "/\(bucket)", query: setting.map { [QueryItem($0)] } ?? [])
        if !document.isEmpty { request.body = .bytes(ByteBuffer(string: document)) }
        _ = try await client(.s3).collect(request, upTo: 64 << 10)
    }

    func block(_ bucket: String, policies: Bool = true) async throws {
        try await set(
            bucket, "publicAccessBlock",
            """
            <PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>\
            <IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>\(policies)</BlockPublicPolicy>\
            <RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>
            """)
    }

    func unset(_ bucket: String, _ setting: String) async throws {
        let request = AWSRequest("Unset", method: .DELETE, path: "/\(bucket)", query: [QueryItem(setting)])
        _ = try await client(.s3).collect(request, upTo: 64 << 10)
    }

    func configure(_ function: String, timeout: Int, changes: [String: String] = [:]) async throws {
        let variables = environment.filter { $0.key.hasPrefix("RENDITIONS_") }.merging(changes) { $1 }
        let input: JSONValue = [
            "Timeout": .integer(timeout),
            "Environment": [
                "Variables": .object(JSONObject(variables.map { .init(key: $0.key, value: .string($0.value)) }))
            ],
        ]
        var request = AWSRequest(
            "UpdateFunctionConfiguration", method: .PUT, path: "/2015-03-31/functions/\(function)/configuration")
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: input.json))
        _ = try await client(.lambda).collect(request, upTo: 1 << 20)
    }

    /// The environment of somebody who may do this and nothing else.
    func user(allowed actions: [String]) async throws -> [String: String] {
        let user = try await EmulatedUser.make(
            "looker-\(UInt32.random(in: .min ... .max))", allowed: actions, on: ["*"], client(.accessManagement))
        return ["AWS_ACCESS_KEY_ID": user.key, "AWS_SECRET_ACCESS_KEY": user.secret]
    }
}
