import AWSClient
import AWSServers
import NIOHTTP1
import RenditionsAWS
import RenditionsTesting
import RenditionsWorkflow
import ScriptedServer
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
            ("ExecutionLimitExceeded", "Too many", .invalidRequest),
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
