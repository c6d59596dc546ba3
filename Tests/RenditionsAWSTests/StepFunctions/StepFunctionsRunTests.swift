import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsWorkflow
import ScriptedServer
import Synchronization
import Testing

/// Executions as only Step Functions has them.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct StepFunctionsRunTests {
    private static func typed(_ name: String, _ rest: String) -> String {
        """
        "\(name)": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "OutputPath": "$.Payload",
          "Parameters": {"FunctionName": "renditions-tasks", "Payload": {"task": "t", "input.$": "$"}}, \(rest)}
        """
    }

    /// What the function is told is what makes its tokens.
    @Test func everyAttemptOfAStepIsToldOfTheSameVisit() async throws {
        try await EmulatedMachines.with(functions: ["renditions-tasks"]) { machines in
            let isFirst = Mutex(true)
            var registry = TaskRegistry()
            registry.register(function: "renditions-tasks") { payload, _ in
                if isFirst.withLock({ isFirst in
                    defer { isFirst = false }; return isFirst
                }) {
                    throw StateFailure(error: "Busy", cause: nil)
                }
                return payload["input"] ?? .null
            }
            machines.bridge.use(registry)
            let retry = "\"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"IntervalSeconds\": 1}], \"Next\": \"B\""
            let machine = try EmulatedMachines.machine(
                "A", Self.typed("A", retry) + ", " + Self.typed("B", "\"End\": true"))
            let runner = try machines.runner()
            let output = try await runner.run(
                StartRequest(workflow: "w", machine: machine, name: "one", input: ["n": 1]))
            #expect(output == ["n": 1])
            let contexts = machines.bridge.payloads.compactMap { $0["context"] }
            try #require(contexts.count == 3)
            #expect(contexts.compactMap { $0["state"]?.stringValue } == ["A", "A", "B"])
            #expect(contexts.compactMap { $0["attempt"]?.integerValue } == [0, 1, 0])
            #expect(contexts[0]["entered"] == contexts[1]["entered"])
            #expect(contexts[1]["entered"] != contexts[2]["entered"])
            #expect(contexts.allSatisfy { $0["execution"]?.stringValue?.hasSuffix(":test-w:one") == true })
        }
    }

    /// The same document in this process and there.
    @Test func historiesTellTheSame() async throws {
        let machine = try EmulatedMachines.machine(
            "P",
            """
            "P": {"Type": "Parallel", "Next": "M", "ResultPath": "$.p", "Branches": [
              {"StartAt": "A", "States": {\(Self.typed("A", "\"End\": true"))}}]},
            "M": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1, "ResultPath": "$.m", "Next": "C",
              "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}},
            "C": {"Type": "Choice", "Choices": [{"Variable": "$.fails", "BooleanEquals": true, "Next": "F"}],
              "Default": "S"},
            "S": {"Type": "Succeed"}, "F": {"Type": "Fail", "Error": "E", "Cause": "C"}
            """)
        var registry = TaskRegistry()
        registry.register(function: "renditions-tasks") { payload, _ in payload["input"] ?? .null }
        let local = InProcessRunner(registry: registry)
        try await EmulatedMachines.with(functions: ["renditions-tasks"]) { machines in
            machines.bridge.use(registry)
            let remote = try machines.runner()
            for fails in [false, true] {
                let request = StartRequest(
                    workflow: "w", machine: machine, name: "fails-\(fails)",
                    input: ["items": [1, 2], "fails": .bool(fails)])
                var histories: [[HistoryEvent]] = []
                for runner in [local, remote] as [any WorkflowRunner] {
                    let execution = try await runner.start(request).identity
                    var followed: [HistoryEvent] = []
                    for try await event in try await runner.events(of: execution) { followed.append(event) }
                    #expect(try await runner.history(of: execution) == followed)
                    histories.append(followed)
                }
                #expect(histories[0].map(\.type) == histories[1].map(\.type))
                #expect(histories[0].map(\.state) == histories[1].map(\.state))
                #expect(histories[0].map(\.index) == histories[1].map(\.index))
                #expect(histories[0].map(\.task) == histories[1].map(\.task))
                #expect(histories[1].map(\.id) == Array(1...histories[1].count))
                #expect(histories[0].last?.error == histories[1].last?.error)
            }
        }
    }

    @Test func anEndIsToldWithItsReason() async throws {
        try await EmulatedMachines.with { machines in
            let machine = try EmulatedMachines.machine(
                "W", "\"W\": {\"Type\": \"Wait\", \"Seconds\": 600, \"End\": true}")
            let runner = try machines.runner()
            let execution = try await runner.start(StartRequest(workflow: "w", machine: machine, input: [:])).identity
            #expect(try await runner.describe(execution).status == .running)
            try await runner.cancel(execution, error: "Operator", cause: "enough")
            #expect(try await runner.outcome(of: execution) == .aborted(error: "Operator", cause: "enough"))
            let running = try await runner.page(ExecutionListRequest(workflow: "w", status: .running))
            #expect(running.executions.isEmpty)
        }
    }

    @Test func executionsOfSeveralWorkflowsAreListedTogether() async throws {
        try await EmulatedMachines.with { machines in
            let machine = try EmulatedMachines.machine("A", "\"A\": {\"Type\": \"Pass\", \"End\": true}")
            let runner = try machines.runner()
            var names: [String] = []
            for number in 0..<9 {
                let workflow = ["a", "b", "b"][number % 3]
                let request = StartRequest(workflow: workflow, machine: machine, name: "n\(number)", input: [:])
                _ = try await runner.outcome(of: runner.start(request).identity)
                names.insert("n\(number)", at: 0)
            }
            for limit in [1, 2, 4, 9, 100] {
                var request = ExecutionListRequest(limit: limit)
                var found: [String] = []
                repeat {
                    let page = try await runner.page(request)
                    #expect(page.executions.count <= limit)
                    found += page.executions.map(\.identity.name)
                    request.cursor = page.next
                } while request.cursor != nil
                #expect(found == names, "In pages of \(limit)")
            }
            let ofB = try await runner.executions(ExecutionListRequest(workflow: "b", limit: 2))
            #expect(ofB.map(\.identity.name) == ["n8", "n7", "n5", "n4", "n2", "n1"])
        }
    }

    /// A deployment has machines of which a function may ask nothing.
    @Test func whoIsToldWhichWorkflowsThereAreAsksForNoOthers() async throws {
        try await EmulatedMachines.with { machines in
            let machine = try EmulatedMachines.machine("A", "\"A\": {\"Type\": \"Pass\", \"End\": true}")
            let owner = try machines.runner()
            for workflow in ["seen", "unseen"] {
                let request = StartRequest(workflow: workflow, machine: machine, name: workflow, input: [:])
                _ = try await owner.outcome(of: owner.start(request).identity)
            }
            let allowed = ["states:ListExecutions", "states:DescribeExecution", "states:DescribeStateMachine"]
            let user = try await machines.user("lister", allowed: allowed)
            let everything = StepFunctionsRunner.Configuration(machines: machines.machines)
            await #expect(throws: WorkflowError.self) {
                try await StepFunctionsRunner(client: user, configuration: everything).page(ExecutionListRequest())
            }
            let some = StepFunctionsRunner.Configuration(machines: machines.machines, workflows: ["seen", "never-was"])
            let page = try await StepFunctionsRunner(client: user, configuration: some).page(ExecutionListRequest())
            #expect(page.executions.map(\.identity.name) == ["seen"])
        }
    }

    /// The reply to a start is lost, and the repetition finds its own execution.
    @Test func aStartWhoseReplyIsLostIsOne() async throws {
        try await EmulatedMachines.with { machines in
            let isLost = Mutex(false)
            try await ScriptedServer.run({ request in
                let target = request.headers.first(name: "X-Amz-Target") ?? ""
                var call = AWSRequest(String(target.split(separator: ".").last ?? ""))
                call.headers.add(name: "X-Amz-Target", value: target)
                call.headers.add(name: "Content-Type", value: "application/x-amz-json-1.0")
                call.body = .bytes(request.body)
                let answer: ScriptedAnswer
                do {
                    answer = ScriptedAnswer(body: try await machines.client.collect(call, upTo: 1 << 20).body)
                } catch let error as AWSError {
                    answer = ScriptedAnswer(
                        .init(statusCode: error.status ?? 500), text: String(decoding: error.body, as: UTF8.self))
                }
                guard target.hasSuffix(".StartExecution"),
                    isLost.withLock({ isLost in
                        defer { isLost = true }; return !isLost
                    })
                else { return answer }
                return .lostReply
            }) { server in
                let client = try EmulatedTable.client(
                    of: .stepFunctions, server.url, "AKIDEXAMPLE", "secret", machines.http)
                let runner = try machines.runner(client: client)
                let machine = try EmulatedMachines.machine("A", "\"A\": {\"Type\": \"Pass\", \"End\": true}")
                let started = try await runner.start(StartRequest(workflow: "w", machine: machine, input: ["a": 1]))
                #expect(try await runner.outcome(of: started.identity) == .succeeded(["a": 1]))
                #expect(try await machines.runner().executions().count == 1)
                #expect(isLost.withLock { $0 })
            }
        }
    }
}
