import RenditionsWorkflow

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Many executions of one workflow.
struct SpeedRun {
    let workflow: LoweredWorkflow<Count.Value, Count.Value>
    let executions: Int
    let concurrency: Int

    func run(on runner: any WorkflowRunner) async throws {
        try await withThrowingTaskGroup { group in
            for worker in 0..<concurrency {
                group.addTask {
                    for _ in stride(from: worker, to: executions, by: concurrency) {
                        _ = try await runner.run(workflow, input: Count.Value(key: "originals/a.jpg", count: 0))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Without runner and tasks: what the documents themselves cost.
    static func interpret(_ workflow: LoweredWorkflow<Count.Value, Count.Value>, executions: Int) throws {
        let input = try JSONValue(encoding: Count.Value(key: "originals/a.jpg", count: 0))
        let now = Date()
        for number in 0..<executions {
            var interpreter = Interpreter(
                machine: workflow.machine, identity: ExecutionIdentity(workflow: "speed", name: "\(number)"),
                input: input,
                seed: 1)
            var effects = interpreter.handle(.start, at: now)
            while let task = effects.tasks.first {
                effects = interpreter.handle(
                    .taskSucceeded(task.id, output: task.payload["input"] ?? .null), at: now)
            }
        }
    }
}
