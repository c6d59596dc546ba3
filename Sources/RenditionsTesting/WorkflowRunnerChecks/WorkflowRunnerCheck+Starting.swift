import RenditionsWorkflow

extension WorkflowRunnerCheck {
    static let starting: [WorkflowRunnerCheck] = [
        WorkflowRunnerCheck("start-again-joins") { trial in
            let log = CallLog()
            let runner = try await trial.runner(["f": { input, context in await log.call(context) { input } }])
            let machine = try trial.machine("T", trial.task("T", "f"))
            let first = try await runner.start(trial.request(machine, ["a": 1, "b": 2], name: "same"))
            _ = try await runner.outcome(of: first.identity)
            let second = try await runner.start(trial.request(machine, ["b": 2, "a": 1], name: "same"))
            try expect(second.identity == first.identity, "The same name and input must join the same execution.")
            try expect(second.status == .succeeded, "Joining must not begin the execution anew.")
            try expect(log.calls.count == 1, "The task must have run once, not \(log.calls.count) times.")
        },
        WorkflowRunnerCheck("twenty-starts-are-one") { trial in
            let log = CallLog()
            let runner = try await trial.runner(["f": { input, context in await log.call(context) { input } }])
            let machine = try trial.machine("T", trial.task("T", "f"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        _ = try await runner.outcome(of: runner.start(trial.request(machine, name: "same")).identity)
                    }
                }
                try await group.waitForAll()
            }
            try expect(log.calls.count == 1, "The task must have run once, not \(log.calls.count) times.")
        },
        WorkflowRunnerCheck("start-refuses-a-name-with-another-input") { trial in
            let runner = try await trial.runner()
            _ = try await runner.start(trial.request(trial.passing(), 1, name: "same"))
            try await expectError(.nameTaken, "Starting under a name that has another input") {
                _ = try await runner.start(trial.request(trial.passing(), 2, name: "same"))
            }
        },
        WorkflowRunnerCheck("names-of-other-workflows-are-free") { trial in
            let runner = try await trial.runner()
            _ = try await runner.start(trial.request(trial.passing(), 1, name: "same"))
            var other = trial.request(try trial.passing(), 2, name: "same")
            other.workflow = "another"
            let outcome = try await runner.outcome(of: runner.start(other).identity)
            try expect(outcome == .succeeded(2), "Each workflow has its own names.")
        },
        WorkflowRunnerCheck("start-gives-names") { trial in
            let runner = try await trial.runner()
            let first = try await runner.start(trial.request(trial.passing()))
            let second = try await runner.start(trial.request(trial.passing()))
            try expect(first.identity != second.identity, "Executions without a name must get different ones.")
        },
        WorkflowRunnerCheck("start-refuses-names-that-no-runner-takes") { trial in
            let runner = try await trial.runner()
            for name in ["", "a b", "a/b", "a\u{0}", String(repeating: "x", count: 81)] {
                try await expectError(.invalidRequest, "Starting under the name '\(name)'") {
                    _ = try await runner.start(trial.request(trial.passing(), name: name))
                }
            }
        },
        WorkflowRunnerCheck("start-refuses-large-inputs") { trial in
            let runner = try await trial.runner()
            let limit = ExecutionLimits().payloadBytes
            let whole = JSONValue.string(String(repeating: "x", count: limit - 2))
            _ = try await runner.start(trial.request(trial.passing(), whole))
            try await expectError(.payloadTooLarge, "Starting with one byte too many") {
                _ = try await runner.start(
                    trial.request(trial.passing(), .string(String(repeating: "x", count: limit - 1))))
            }
        },
        WorkflowRunnerCheck("start-refuses-tasks-that-nobody-registered") { trial in
            let runner = try await trial.runner()
            let machine = try trial.machine("T", trial.task("T", "nobody"))
            try await expectError(.unregisteredTask, "Starting a workflow whose task nobody registered") {
                _ = try await runner.start(trial.request(machine))
            }
        },
    ]

    static let results: [WorkflowRunnerCheck] = [
        WorkflowRunnerCheck("values-flow-from-state-to-state") { trial in
            let runner = try await trial.runner(["double": { input, _ in .integer((input.integerValue ?? 0) * 2) }])
            let machine = try trial.machine(
                "A",
                trial.task("A", "double", "\"InputPath\": \"$.n\", \"ResultPath\": \"$.m\", \"Next\": \"B\"") + ", "
                    + "\"B\": {\"Type\": \"Pass\", \"Parameters\": {\"sum.$\": \"States.MathAdd($.n, $.m)\"}, \"End\": true}"
            )
            let outcome = try await trial.outcome(runner, machine, ["n": 7])
            try expect(outcome == .succeeded(["sum": 21]), "The output must be {\"sum\":21}: \(outcome).")
        },
        WorkflowRunnerCheck("waits-end") { trial in
            let runner = try await trial.runner()
            let machine = try trial.machine("W", "\"W\": {\"Type\": \"Wait\", \"Seconds\": 86400, \"End\": true}")
            let outcome = try await trial.outcome(runner, machine, 1)
            try expect(outcome == .succeeded(1), "A wait must end and hand its input on: \(outcome).")
        },
        WorkflowRunnerCheck("large-results-fail") { trial in
            let runner = try await trial.runner([
                "f": { _, _ in .string(String(repeating: "x", count: ExecutionLimits().payloadBytes)) }
            ])
            let outcome = try await trial.outcome(runner, trial.machine("T", trial.task("T", "f")))
            guard case .failed(ErrorName.dataLimitExceeded, _) = outcome else {
                throw CheckFailure("A result that is too large must fail with a data limit: \(outcome).")
            }
        },
    ]
}
