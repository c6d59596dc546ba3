import Foundation
import NIOCore
import Renditions
import RenditionsLambda
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Synchronization
import Testing

/// Task states call a function.
@Suite struct TaskHandlerTests {
    private struct Echo: WorkflowTask {
        static let name: TaskName = "echo"
        let seen = Seen()

        func run(_ input: [String], in context: TaskContext) async throws -> [String] {
            seen.contexts.withLock { $0.append(context) }
            if input == ["fail"] { throw StoreError(.storageFull, "There is no room.") }
            return input
        }
    }

    private final class Seen: Sendable { let contexts = Mutex<[TaskContext]>([]) }

    private func call(_ handler: TaskHandler, _ event: JSONValue, id: String = "request") async throws -> JSONValue {
        let context = LambdaContext.sample(id)
        let answer = try await handler.handle(ByteBuffer(string: event.json), in: context)
        return try JSONValue(json: String(buffer: answer))
    }

    @Test func answersWithTheOutput() async throws {
        let handler = TaskHandler(try TaskRegistry([Echo()]))
        #expect(try await call(handler, ["task": "echo", "input": ["é"]]) == ["é"])
    }

    @Test func errorsHaveTheNamesOfTheDocument() async throws {
        let handler = TaskHandler(try TaskRegistry([Echo()]))
        let cases: [(JSONValue, String)] = [
            (["task": "echo", "input": ["fail"]], "Store.storage-full"),
            (["task": "other", "input": []], "Lambda.ResourceNotFoundException"),
            (["task": "echo", "input": 1], "WorkflowError"), (["task": "echo"], "WorkflowError"),
        ]
        for (event, name) in cases {
            let failure = await #expect(throws: InvocationFailure.self) { try await call(handler, event) }
            #expect(failure?.type == name)
        }
        let failure = await #expect(throws: InvocationFailure.self) { try await call(handler, cases[0].0) }
        #expect(failure?.message == "There is no room.")
        for event: JSONValue in [.null, [:], ["task": 1], ["echo"]] {
            let error = await #expect(throws: LambdaError.self) { try await call(handler, event) }
            #expect(error?.code == .invalidEvent)
        }
    }

    @Test func aContextTellsOfTheExecution() async throws {
        let echo = Echo()
        let handler = TaskHandler(try TaskRegistry([echo]))
        func event(_ attempt: Int, entered: String = "2026-01-01T00:00:00.000Z", input: JSONValue = []) -> JSONValue {
            [
                "task": "echo", "input": input,
                "context": [
                    "execution": "arn:aws:states:eu-west-1:123456789012:execution:process:one", "state": "s",
                    "entered": .string(entered), "attempt": .integer(attempt),
                ],
            ]
        }
        _ = try await call(handler, event(0), id: "1")
        _ = try await call(handler, event(1), id: "2")
        _ = try await call(handler, event(0, entered: "2026-01-01T00:00:00.001Z"), id: "3")
        _ = try await call(handler, event(0, input: ["other"]), id: "4")
        _ = try await call(handler, ["task": "echo", "input": []], id: "5")
        let contexts = echo.seen.contexts.withLock { $0 }
        #expect(contexts[0].execution == ExecutionIdentity(workflow: "process", name: "one"))
        #expect(contexts[0].state == "s" && contexts.map(\.attempt) == [1, 2, 1, 1, 1])
        #expect(contexts[0].idempotencyToken == contexts[1].idempotencyToken)
        #expect(Set(contexts.map(\.idempotencyToken)).count == 4)
        #expect(contexts[4].idempotencyToken == "5" && contexts[4].state == "echo")
    }

    /// A payload whose context is made by the template is read.
    @Test func theTemplateMakesAContext() async throws {
        let seen = Echo()
        let handler = TaskHandler(try TaskRegistry([seen]))
        let machine = try StateMachine(
            json: JSONValue.object([
                "StartAt": "only",
                "States": [
                    "only": [
                        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                        "Parameters": [
                            "FunctionName": "f",
                            "Payload": ["task": "echo", "input.$": "$", "context": TaskHandler.contextTemplate],
                        ],
                        "OutputPath": "$.Payload", "End": true,
                    ]
                ],
            ]).json)
        var registry = TaskRegistry()
        registry.register(function: "f") { payload, _ in try await call(handler, payload) }
        let runner = InProcessRunner(registry: registry)
        let output = try await runner.run(
            StartRequest(workflow: "w", machine: machine, name: "one", input: ["a"]))
        #expect(output == ["a"])
        let context = try #require(seen.seen.contexts.withLock { $0.first })
        #expect(context.execution == ExecutionIdentity(workflow: "w", name: "one"))
        #expect(context.state == "only" && context.attempt == 1)
    }

    /// The image workflow, whose tasks are invocations of a function over a socket: what it caught and retried with tasks in its
    /// process it catches and retries with this.
    @Test func theImageWorkflowRunsOnAFunction() async throws {
        let originals = MemoryObjectStore()
        let records = MemoryMetadataStore()
        let faulty = FaultyObjectStore(originals, faults: [.calls([1, 3], of: .get)])
        @Sendable func processor(_ originals: any ObjectStore) throws -> ImageProcessor {
            try ImageProcessor(
                originals: originals, renditions: MemoryObjectStore(), records: records, engine: ReferenceEngine(),
                recipe: APICheck.recipe)
        }
        let tasks = try ImageTasks(try processor(faulty)).registry()
        try await ServedFunction.run(TaskHandler(tasks)) { emulator, _ in
            var registry = TaskRegistry()
            registry.register(function: TaskRegistry.tasksFunction) { payload, _ in
                switch await emulator.invoke(payload.json) {
                case .answered(let bytes): return try JSONValue(json: String(buffer: bytes))
                case .failed(let type, let message):
                    let cause: JSONValue = ["errorType": .string(type), "errorMessage": .string(message)]
                    throw StateFailure(error: type, cause: cause.json)
                }
            }
            let runner = InProcessRunner(registry: registry)
            let ingestor = try Ingestor(try processor(originals), runner: runner)
            let image = PNGWriter.encode(TestImage.gradient(PixelSize(width: 40, height: 30)))
            _ = try await originals.put(ObjectBody(image), at: "a.png")
            _ = try await originals.put(ObjectBody([UInt8]("no image".utf8)), at: "b.png")
            for (key, state) in [("a.png", AssetState.ready), ("b.png", .failed)] {
                let key = try ObjectKey(key)
                let execution = try #require(try await ingestor.ingest(key).execution)
                _ = try await runner.outcome(of: execution.identity)
                let record = try #require(try await records.record(AssetID(original: key))?.value)
                #expect(record.state == state)
                #expect(record.renditions.count == (state == .ready ? 2 : 0))
                #expect(record.failure?.code == (state == .ready ? nil : "unknown-format"))
            }
            #expect(faulty.count(of: .get) > 3, "What was away was asked for again.")
        }
    }
}
