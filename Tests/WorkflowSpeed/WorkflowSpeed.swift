import RenditionsWorkflow

/// How many steps of a workflow are carried out in a second, in memory and on disk, by one execution and by many at once;
/// what executions take of memory while they wait; and whether a journal of many executions is slower than one of few.
///
///     swift run -c release WorkflowSpeed [STEPS]
@main
struct WorkflowSpeed {
    static func main() async throws {
        let steps = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 200_000
        // First, because what was freed is used again without counting; and the one that needs little before the other.
        for runner in SpeedRunner.allCases.reversed() { try await IdleMemory(executions: 10_000).print(for: runner) }
        let document = try SpeedWorkflow.lowered()
        for runner in SpeedRunner.allCases {
            print("typed task steps through \(runner.rawValue)")
            for concurrency in [1, 10, 100] {
                // One execution on disk waits for it at every step.
                let count = runner == .durable ? min(steps, concurrency * 1_000) : steps
                try await measure("  \(concurrency) at once", steps: count, runner) { runner in
                    try await SpeedRun(
                        workflow: document, executions: count / SpeedWorkflow.steps, concurrency: concurrency
                    )
                    .run(on: runner)
                }
            }
        }
        let time = try ContinuousClock().measure {
            try SpeedRun.interpret(document, executions: steps / SpeedWorkflow.steps)
        }
        print("steps of the interpreter alone: \(rate(steps, time)) steps/s")
        try await CrowdedJournal.compare(1_000, 100_000)
    }

    private static func measure(
        _ what: String, steps: Int, _ kind: SpeedRunner, _ body: @Sendable (any WorkflowRunner) async throws -> Void
    ) async throws {
        let time = try await kind.with(TaskRegistry([Count()])) { runner in
            try await ContinuousClock().measure { try await body(runner) }
        }
        print("\(what): \(rate(steps, time)) steps/s")
    }

    private static func rate(_ count: Int, _ time: Duration) -> Int { Int(Double(count) / (time / .seconds(1))) }
}
