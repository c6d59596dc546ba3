import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import RenditionsAWS
import RenditionsWorkflow
import ScriptedServer

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// State machines on the emulator, in an account of their own, with functions that this process carries out.
struct EmulatedMachines: Sendable {
    let server: AWSServer
    let account: AWSServers.AWSAccount
    let http: AWSHTTPClient
    let bridge: FunctionBridge
    /// What machines run as.
    let role: String
    /// The ARNs of functions.
    let functions: [String: String]
    /// Calls of the account's owner.
    let client: AWSServiceClient

    var machines: String {
        "arn:aws:states:\(AWSServer.region):\(account.account):stateMachine:test-"
    }

    func runner(
        alias: String? = "live", publishes: Bool = true, client: AWSServiceClient? = nil
    ) throws -> StepFunctionsRunner {
        try StepFunctionsRunner(
            client: client ?? self.client,
            configuration: .init(
                machines: machines, role: publishes ? role : nil, functions: functions, alias: alias,
                pollInterval: .milliseconds(200)))
    }

    /// Lends an account with these functions for the time of `body`.
    ///
    /// - Parameter actions: what the machines may do.
    static func with<Result>(
        functions names: [String] = [], allowed actions: [String] = ["lambda:InvokeFunction"],
        _ body: (EmulatedMachines) async throws -> Result
    ) async throws -> Result {
        let (server, account) = try await SharedAWSServer.account()
        let bridge = FunctionBridge()
        return try await ScriptedServer.run({ try await bridge.answer($0) }) { bridgeServer in
            try await AWSHTTPClient.with { http in
                func client(_ service: AWSService) throws -> AWSServiceClient {
                    try EmulatedTable.client(of: service, server.endpoint, account.accessKey, account.secretKey, http)
                }
                let access = try client(.accessManagement)
                let role = try await role(
                    "machines", for: ["Service": "states.amazonaws.com"], allowed: actions, account, access)
                var functions: [String: String] = [:]
                if !names.isEmpty {
                    let lambda = try client(.lambda)
                    let own = try await Self.role(
                        "functions", for: ["Service": "lambda.amazonaws.com"], allowed: ["logs:*"], account, access)
                    for name in names {
                        functions[name] = try await make(name, own, bridgeServer.url, lambda)
                    }
                }
                return try await body(
                    EmulatedMachines(
                        server: server, account: account, http: http, bridge: bridge, role: role, functions: functions,
                        client: try client(.stepFunctions)))
            }
        }
    }

    private struct Ignored: Decodable, Sendable {}

    /// - Parameter trusted: who may take the role, as a policy says it.
    /// - Returns: its ARN.
    static func role(
        _ name: String, for trusted: JSONValue, allowed: [String], _ account: AWSServers.AWSAccount,
        _ access: AWSServiceClient
    ) async throws -> String {
        let trust: JSONValue = [
            "Version": "2012-10-17",
            "Statement": [
                ["Effect": "Allow", "Principal": trusted, "Action": "sts:AssumeRole"]
            ],
        ]
        let policy: JSONValue = [
            "Version": "2012-10-17",
            "Statement": [["Effect": "Allow", "Action": .array(allowed.map { .string($0) }), "Resource": "*"]],
        ]
        let _: Ignored = try await access.call(
            "CreateRole", [QueryItem("RoleName", name), QueryItem("AssumeRolePolicyDocument", trust.json)],
            as: .accessManagement)
        let _: Ignored = try await access.call(
            "PutRolePolicy",
            [QueryItem("RoleName", name), QueryItem("PolicyName", "p"), QueryItem("PolicyDocument", policy.json)],
            as: .accessManagement)
        return "arn:aws:iam::\(account.account):role/\(name)"
    }

    private static func make(
        _ name: String, _ role: String, _ bridge: String, _ lambda: AWSServiceClient
    ) async throws -> String {
        let archive = Data(ZipArchive.archive(of: "bootstrap", FunctionBridge.program)).base64EncodedString()
        let function: JSONValue = [
            "FunctionName": .string(name), "Runtime": "provided.al2023", "Role": .string(role), "Handler": "bootstrap",
            "Code": ["ZipFile": .string(archive)], "Timeout": 30,
            "Environment": ["Variables": ["BRIDGE": .string(bridge)]],
        ]
        var request = AWSRequest("CreateFunction", path: "/2015-03-31/functions")
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: function.json))
        let reply = try await lambda.collect(request, upTo: 1 << 20)
        let made = try JSONValue(json: Array(reply.body.readableBytesView))
        return made["FunctionArn"]?.stringValue ?? ""
    }

    /// The operations of Step Functions that change something, as the account has had them.
    func changes() async throws -> [String] {
        let questions = ["states:Describe", "states:List", "states:Get"]
        return try await server.control.calls(account: account.account).map(\.action).filter { action in
            action.hasPrefix("states:") && !questions.contains { action.hasPrefix($0) }
        }
    }

    static func machine(_ start: String, _ states: String) throws -> StateMachine {
        try StateMachine(json: "{\"StartAt\": \"\(start)\", \"States\": {\(states)}}")
    }

    static func failure(_ body: () async throws -> Void) async throws -> WorkflowError {
        do {
            try await body()
        } catch let error as WorkflowError {
            return error
        }
        throw Records.NoFailure()
    }
}
