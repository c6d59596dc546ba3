import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import RenditionsAWS
import RenditionsTesting
import RenditionsWorkflow
import ScriptedServer
import Synchronization
import Testing

/// What goes wrong between a runner and Step Functions.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct StepFunctionsFaultTests {
    private static func request() throws -> StartRequest {
        StartRequest(
            workflow: "w", machine: try EmulatedMachines.machine("A", "\"A\": {\"Type\": \"Pass\", \"End\": true}"),
            name: "one", input: [:])
    }

    @Test(arguments: ["StartExecution", "DescribeStateMachine", "PublishStateMachineVersion", "DescribeExecution"])
    func afterSomeRefusalsCallsGoThrough(_ action: String) async throws {
        try await EmulatedMachines.with { machines in
            try await machines.server.control.refuse(
                .init(service: "states", action: action, account: machines.account.account, count: 2))
            let runner = try machines.runner()
            let started = try await runner.start(Self.request())
            #expect(try await runner.outcome(of: started.identity) == .succeeded([:]))
            #expect(try await machines.server.control.refusalsLeft(account: machines.account.account) == 0)
        }
    }

    /// A process that could not publish tries again with the next start.
    @Test func whatIsRefusedForGoodIsUnavailableAndForgotten() async throws {
        try await EmulatedMachines.with { machines in
            let runner = try machines.runner()
            try await machines.server.control.refuse(
                .init(service: "states", action: "CreateStateMachine", account: machines.account.account, count: 4))
            let error = try await EmulatedMachines.failure { _ = try await runner.start(Self.request()) }
            #expect(error.code == .unavailable && error.isRetryable)
            _ = try await runner.outcome(of: runner.start(Self.request()).identity)
        }
    }

    @Test func whatStepFunctionsRefusesIsTold() async throws {
        let refusals: [(String, String, WorkflowError.Code)] = [
            ("StateMachineDoesNotExist", "State Machine Does Not Exist", .notFound),
            ("AccessDeniedException", "User is not authorized", .invalidRequest),
            ("InvalidExecutionInput", "Invalid State Machine Execution Input: 'Size exceeds'", .payloadTooLarge),
            ("InvalidName", "Invalid Name", .invalidRequest),
            ("StateMachineDeleting", "State Machine Deleting", .unavailable),
            ("ExecutionLimitExceeded", "Too many", .unavailable),
        ]
        try await EmulatedMachines.with { machines in
            for (name, message, code) in refusals {
                let answer = ScriptedAnswer.jsonError(.badRequest, name, message)
                try await ScriptedServer.run({ _ in answer }) { server in
                    let client = try EmulatedTable.client(
                        of: .stepFunctions, server.url, "AKIDEXAMPLE", "secret", machines.http,
                        timing: Timing(clock: InstantClock()))
                    let runner = try machines.runner(publishes: false, client: client)
                    let error = try await EmulatedMachines.failure { _ = try await runner.start(Self.request()) }
                    #expect(error.code == code, "\(name): \(error)")
                    #expect(error.cause is AWSError)
                    if name == "AccessDeniedException" { #expect(error.message.contains("states:StartExecution")) }
                }
            }
        }
    }

    /// Whoever publishes says which state of the machine is meant, so that a version is never of another's document.
    @Test func aVersionIsOfTheRevisionThatWasMade() async throws {
        let sent = Mutex<[JSONValue]>([])
        try await EmulatedMachines.with { machines in
            try await ScriptedServer.run({ request in
                let target = request.headers.first(name: "X-Amz-Target") ?? ""
                if target.hasSuffix(".PublishStateMachineVersion") {
                    let input = try JSONValue(json: Array(request.body.readableBytesView))
                    sent.withLock { $0.append(input) }
                    return .jsonError(.badRequest, "ConflictException", "The revision has changed")
                }
                if target.hasSuffix(".UpdateStateMachine") {
                    return ScriptedAnswer(text: "{\"revisionId\": \"second\"}")
                }
                return ScriptedAnswer(text: "{\"definition\": \"{}\", \"revisionId\": \"first\"}")
            }) { server in
                let client = try EmulatedTable.client(
                    of: .stepFunctions, server.url, "AKIDEXAMPLE", "secret", machines.http,
                    timing: Timing(clock: InstantClock()))
                let runner = try machines.runner(client: client)
                let error = try await EmulatedMachines.failure {
                    _ = try await runner.publish(Self.request().machine, as: "w")
                }
                #expect(error.code == .unavailable)
            }
        }
        #expect(sent.withLock { Set($0.compactMap { $0["revisionId"]?.stringValue }) } == ["second"])
    }

    /// Two processes of one release change a machine at the same time; the one that comes second takes the other's version.
    @Test func whoComesSecondTakesWhatIsThere() async throws {
        let published = Mutex<String?>(nil)
        try await EmulatedMachines.with { machines in
            try await ScriptedServer.run({ request in
                let target = request.headers.first(name: "X-Amz-Target") ?? ""
                let input = try JSONValue(json: Array(request.body.readableBytesView))
                let arn = input["stateMachineArn"]?.stringValue ?? ""
                if target.hasSuffix(".UpdateStateMachine") {
                    published.withLock { $0 = input["definition"]?.stringValue }
                    return ScriptedAnswer(text: "{\"revisionId\": \"second\"}")
                }
                if target.hasSuffix(".PublishStateMachineVersion") {
                    return .jsonError(.badRequest, "ConflictException", "The revision has changed")
                }
                if target.hasSuffix(".ListStateMachineVersions") {
                    return ScriptedAnswer(
                        text: "{\"stateMachineVersions\": [{\"stateMachineVersionArn\": \"\(arn):7\"}]}")
                }
                let found: JSONValue = [
                    "definition": .string(published.withLock { $0 } ?? "{}"), "roleArn": .string(machines.role),
                    "revisionId": "third",
                ]
                return ScriptedAnswer(text: found.json)
            }) { server in
                let client = try EmulatedTable.client(
                    of: .stepFunctions, server.url, "AKIDEXAMPLE", "secret", machines.http,
                    timing: Timing(clock: InstantClock()))
                let result = try await machines.runner(client: client).publish(Self.request().machine, as: "w")
                #expect(result.version == machines.machines + "w:7")
            }
        }
    }

    @Test func theRightsThatAreNamedAreEnough() async throws {
        try await EmulatedMachines.with { machines in
            let publishing = try await machines.user(
                "publisher", allowed: StepFunctionsRunner.permissions + StepFunctionsRunner.publishingPermissions)
            let runner = try machines.runner(client: publishing)
            #expect(try await runner.run(Self.request()) == [:])
            #expect(try await runner.publish(Self.request().machine, as: "w").change == .none)

            let running = try await machines.user("starter", allowed: StepFunctionsRunner.permissions)
            let other = try machines.runner(publishes: false, client: running)
            let failing = try EmulatedMachines.machine("F", "\"F\": {\"Type\": \"Fail\"}")
            _ = try await runner.publish(failing, as: "failing")
            let execution = try await other.start(
                StartRequest(workflow: "failing", machine: failing, name: "two", input: [:])
            ).identity
            _ = try await other.outcome(of: execution)
            _ = try await other.redrive(execution)
            _ = try await other.outcome(of: execution)
            #expect(try await other.history(of: execution).isEmpty == false)
            #expect(try await other.executions().count == 2)
            let waiting = try EmulatedMachines.machine(
                "W", "\"W\": {\"Type\": \"Wait\", \"Seconds\": 600, \"End\": true}")
            _ = try await runner.publish(waiting, as: "waiting")
            let third = try await other.start(StartRequest(workflow: "waiting", machine: waiting, input: [:])).identity
            try await other.cancel(third, error: nil, cause: nil)

            // And no others than those.
            let denied = try machines.runner(client: running)
            let error = try await EmulatedMachines.failure {
                _ = try await denied.publish(Self.request().machine, as: "another")
            }
            #expect(error.code == .invalidRequest)
            #expect(error.message.contains("states:CreateStateMachine"), "\(error.message)")
        }
    }

    @Test func aCursorOfNobodysIsRefused() async throws {
        try await EmulatedMachines.with { machines in
            _ = try await machines.runner().publish(Self.request().machine, as: "w")
            for cursor in ["", "e30=", "no cursor"] {
                let error = try await EmulatedMachines.failure {
                    _ = try await machines.runner().page(ExecutionListRequest(cursor: cursor))
                }
                #expect(error.code == .invalidRequest)
            }
        }
    }

    @Test func twentyProcessesPublishTheSameOnce() async throws {
        try await EmulatedMachines.with { machines in
            let machine = try Self.request().machine
            let versions = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await machines.runner().publish(machine, as: "w").version }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(versions.count == 1, "\(versions)")
        }
    }
}
