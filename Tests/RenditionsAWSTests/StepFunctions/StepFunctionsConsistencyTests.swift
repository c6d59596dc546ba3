import AWSClient
import NIOCore
import NIOHTTP1
import RenditionsAWS
import RenditionsTesting
import RenditionsWorkflow
import ScriptedServer
import Synchronization
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Step Functions answers as of a moment ago.
struct StepFunctionsConsistencyTests {
    private static let name = "arn:aws:states:us-east-1:1:stateMachine:w"

    private static func description(_ status: String, redrives: Int = 0) -> ScriptedAnswer {
        ScriptedAnswer(
            text: """
                {"status": "\(status)", "startDate": 1, "stopDate": 2, "input": "{}", "output": "{}",
                 "redriveCount": \(redrives), "stateMachineVersionArn": "\(name):1"}
                """)
    }

    /// - Parameter descriptions: what DescribeExecution answers, one after the other, the last for ever.
    private static func with(
        _ descriptions: [ScriptedAnswer], _ body: (StepFunctionsRunner) async throws -> Void
    ) async throws {
        let left = Mutex(descriptions)
        try await ScriptedServer.run({ request in
            let target = request.headers.first(name: "X-Amz-Target") ?? ""
            if target.hasSuffix(".DescribeExecution") {
                return left.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
            }
            return ScriptedAnswer(text: "{\"startDate\": 1, \"definition\": \"{}\"}")
        }) { server in
            try await AWSHTTPClient.with { http in
                // What has just been started stays so, however long the machine takes.
                let start = Date()
                let timing = Timing(now: { start }, clock: InstantClock())
                let client = try EmulatedTable.client(
                    of: .stepFunctions, server.url, "AKIDEXAMPLE", "secret", http, timing: timing)
                try await body(
                    StepFunctionsRunner(
                        client: client,
                        configuration: .init(machines: "arn:aws:states:us-east-1:1:stateMachine:"), timing: timing))
            }
        }
    }

    private static let unknown = ScriptedAnswer.jsonError(.badRequest, "ExecutionDoesNotExist", "")

    @Test func whatWasJustStartedIsWaitedFor() async throws {
        try await Self.with([Self.unknown, Self.unknown, Self.unknown, Self.description("SUCCEEDED")]) { runner in
            let machine = try EmulatedMachines.machine("A", "\"A\": {\"Type\": \"Pass\", \"End\": true}")
            let started = try await runner.start(
                StartRequest(workflow: "w", machine: machine, name: "one", input: [:]))
            #expect(started.status == .running)
            let outcome = try await runner.outcome(of: started.identity)
            #expect(outcome == .succeeded([:]))
        }
    }

    @Test func whatNobodyStartedIsNotWaitedFor() async throws {
        try await Self.with([Self.unknown, Self.description("SUCCEEDED")]) { runner in
            let execution = ExecutionIdentity(workflow: "w", name: "other")
            let error = try await EmulatedMachines.failure { _ = try await runner.outcome(of: execution) }
            #expect(error.code == .notFound)
        }
    }

    @Test func anEarlierEndIsNotTakenForThatOfARedrive() async throws {
        let (failed, again) = (Self.description("FAILED"), Self.description("SUCCEEDED", redrives: 1))
        try await Self.with([failed, failed, failed, again]) { runner in
            let execution = ExecutionIdentity(workflow: "w", name: "one")
            let redriven = try await runner.redrive(execution)
            #expect(redriven.redrives == 1)
            let outcome = try await runner.outcome(of: execution)
            #expect(outcome == .succeeded([:]))
        }
    }
}
