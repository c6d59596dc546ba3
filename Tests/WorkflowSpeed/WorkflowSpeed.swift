import RenditionsWorkflow

/// How many steps of a workflow are carried out in a second: in memory, one execution and many at once.
///
///     swift run -c release WorkflowSpeed [STEPS]
@main
struct WorkflowSpeed {
    static func main() async throws {
        let steps = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 200_000
        let document = try SpeedWorkflow.lowered()
        print("typed task steps through InProcessRunner")
        for concurrency in [1, 10, 100] {
            try await measure("  \(concurrency) at once", steps: steps) {
                try await SpeedRun(
                    workflow: document, executions: steps / SpeedWorkflow.steps, concurrency: concurrency
                )
                .run()
            }
        }
        try await measure("steps of the interpreter alone", steps: steps) {
            try SpeedRun.interpret(document, executions: steps / SpeedWorkflow.steps)
        }
    }

    private static func measure(_ what: String, steps: Int, _ body: @Sendable () async throws -> Void) async throws {
        let time = try await ContinuousClock().measure(body)
        print("\(what): \(Int(Double(steps) / (time / .seconds(1)))) steps/s")
    }
}
