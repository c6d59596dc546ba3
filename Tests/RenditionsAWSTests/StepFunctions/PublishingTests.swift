import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsLambda
import RenditionsWorkflow
import ScriptedServer
import Synchronization
import Testing

@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct PublishingTests {
    private static func passing(_ result: String) throws -> StateMachine {
        try EmulatedMachines.machine("A", "\"A\": {\"Type\": \"Pass\", \"Result\": \"\(result)\", \"End\": true}")
    }

    @Test func nothingIsSentWhereNothingHasChanged() async throws {
        try await EmulatedMachines.with { machines in
            let first = try Self.passing("1")
            let made = try await machines.runner().publish(first, as: "w")
            #expect(made.change == .created)
            let before = try await machines.changes()
            #expect(before.contains("states:CreateStateMachine") && before.contains("states:CreateStateMachineAlias"))
            // A process that has published nothing yet.
            let again = try await machines.runner().publish(first, as: "w")
            #expect(again.version == made.version && again.change == .none)
            #expect(try await machines.changes() == before)

            let changed = try await machines.runner().publish(Self.passing("2"), as: "w")
            #expect(changed.change == .updated)
            #expect(changed.version != made.version)
            let after = try await machines.changes()
            #expect(after.filter { $0 == "states:UpdateStateMachine" }.count == 1)
            #expect(after.filter { $0 == "states:UpdateStateMachineAlias" }.count == 1)
        }
    }

    @Test func anExecutionCarriesOutWhatItWasStartedWith() async throws {
        try await EmulatedMachines.with { machines in
            let (first, second) = (try Self.passing("1"), try Self.passing("2"))
            let runner = try machines.runner()
            for (machine, result) in [(first, "1"), (second, "2"), (first, "1")] {
                let started = try await runner.start(StartRequest(workflow: "w", machine: machine, input: [:]))
                #expect(started.fingerprint == machine.fingerprint)
                #expect(try await runner.outcome(of: started.identity) == .succeeded(.string(result)))
            }
        }
    }

    /// Two releases side by side: whoever starts takes the version that is there, and leaves machine and alias alone.
    @Test func aStartLeavesTheMachineOfAnotherReleaseAlone() async throws {
        try await EmulatedMachines.with { machines in
            let (old, new) = (try Self.passing("1"), try Self.passing("2"))
            _ = try await machines.runner().publish(old, as: "w")
            _ = try await machines.runner().publish(new, as: "w")
            let before = try await machines.changes().count
            for (machine, result) in [(old, "1"), (new, "2"), (old, "1")] {
                // Each a process of its own, that remembers nothing.
                let runner = try machines.runner()
                let started = try await runner.start(StartRequest(workflow: "w", machine: machine, input: [:]))
                #expect(try await runner.outcome(of: started.identity) == .succeeded(.string(result)))
            }
            let starts = Array(repeating: "states:StartExecution", count: 3)
            #expect(try await machines.changes().dropFirst(before) == starts[...])
        }
    }

    /// Where a deployment has published, processes that start executions need no other right.
    @Test func whatOthersHavePublishedIsStarted() async throws {
        try await EmulatedMachines.with { machines in
            let machine = try Self.passing("1")
            let starting = try machines.runner(publishes: false)
            let request = StartRequest(workflow: "w", machine: machine, name: "one", input: [:])
            let error = try await EmulatedMachines.failure { _ = try await starting.start(request) }
            #expect(error.code == .notFound)
            #expect(error.message.contains("state machine"))
            #expect(
                try await EmulatedMachines.failure { _ = try await starting.publish(machine, as: "w") }.code
                    == .invalidRequest)
            _ = try await machines.runner().publish(machine, as: "w")
            let before = try await machines.changes().count
            let started = try await starting.start(request)
            #expect(started.fingerprint == machine.fingerprint)
            #expect(try await starting.outcome(of: started.identity) == .succeeded("1"))
            #expect(try await machines.changes().dropFirst(before) == ["states:StartExecution"])
        }
    }

    @Test func aDocumentIsPublishedWithARNsContextAndRetriers() async throws {
        let sent = Mutex<JSONValue?>(nil)
        try await EmulatedMachines.with { machines in
            try await ScriptedServer.run({ request in
                let target = request.headers.first(name: "X-Amz-Target") ?? ""
                if target.hasSuffix(".CreateStateMachine") {
                    let input = try JSONValue(json: Array(request.body.readableBytesView))
                    sent.withLock { $0 = try? JSONValue(json: input["definition"]?.stringValue ?? "") }
                    return ScriptedAnswer(text: "{}")
                }
                if target.hasSuffix(".PublishStateMachineVersion") {
                    return ScriptedAnswer(text: "{\"stateMachineVersionArn\": \"version\"}")
                }
                if target.contains(".Describe") {
                    return .jsonError(
                        .badRequest, target.hasSuffix("Alias") ? "ResourceNotFound" : "StateMachineDoesNotExist", "")
                }
                return ScriptedAnswer(text: "{}")
            }) { server in
                let client = try EmulatedTable.client(
                    of: .stepFunctions, server.url, "AKIDEXAMPLE", "secret", machines.http)
                let runner = try StepFunctionsRunner(
                    client: client,
                    configuration: .init(
                        machines: machines.machines, role: machines.role,
                        functions: [
                            "tasks": "arn:aws:lambda:us-east-1:1:function:own-tasks:live",
                            "plain": "arn:aws:lambda:us-east-1:1:function:own-plain",
                        ]))
                let machine = try EmulatedMachines.machine(
                    "M",
                    """
                    "M": {"Type": "Map", "Next": "P", "ItemProcessor": {"StartAt": "T", "States": {"T": {
                        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                        "Retry": [{"ErrorEquals": ["States.ALL"]}],
                        "Parameters": {"FunctionName": "tasks", "Payload": {"task": "t", "input.$": "$"}}}}}},
                    "P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "D", "States": {"D": {
                        "Type": "Task", "Resource": "arn:aws:lambda:local:000000000000:function:plain:3", "End": true,
                        "Retry": [{"ErrorEquals": ["Lambda.ServiceException"]}]}}}]}
                    """)
                _ = try await runner.publish(machine, as: "w")
                let missing = try EmulatedMachines.machine(
                    "T",
                    "\"T\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:local:0:function:other\", \"End\": true}"
                )
                let error = try await EmulatedMachines.failure { _ = try await runner.publish(missing, as: "w") }
                #expect(error.code == .unregisteredTask && error.message.contains("other"))
            }
        }
        let document = try #require(sent.withLock { $0 })
        let task = document["States"]?["M"]?["ItemProcessor"]?["States"]?["T"]
        #expect(task?["Parameters"]?["FunctionName"] == "arn:aws:lambda:us-east-1:1:function:own-tasks:live")
        #expect(task?["Parameters"]?["Payload"]?["context"] == TaskHandler.contextTemplate)
        #expect(task?["Retry"]?.arrayValue?.count == 2)
        #expect(task?["Retry"]?[0]?["ErrorEquals"]?.arrayValue?.contains("Lambda.TooManyRequestsException") == true)
        let direct = document["States"]?["P"]?["Branches"]?[0]?["States"]?["D"]
        #expect(direct?["Resource"] == "arn:aws:lambda:us-east-1:1:function:own-plain:3")
        #expect(direct?["Retry"]?.arrayValue?.count == 1)
    }

    @Test(arguments: ["", "arn:aws:states:us-east-1:1:execution:w:n", "arn:aws:s3:us-east-1:1:stateMachine:w"])
    func namesThatCantBeThoseOfMachinesAreRefused(_ machines: String) async throws {
        try await EmulatedMachines.with { emulated in
            let error = try await EmulatedMachines.failure {
                _ = try StepFunctionsRunner(client: emulated.client, configuration: .init(machines: machines))
            }
            #expect(error.code == .invalidRequest)
        }
    }
}
