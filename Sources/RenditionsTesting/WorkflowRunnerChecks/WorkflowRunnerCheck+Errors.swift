import RenditionsWorkflow

extension WorkflowRunnerCheck {
    static let errors: [WorkflowRunnerCheck] = [
        WorkflowRunnerCheck("failures-name-error-and-cause") { trial in
            let runner = try await trial.runner()
            let machine = try trial.machine("F", "\"F\": {\"Type\": \"Fail\", \"Error\": \"E\", \"Cause\": \"C\"}")
            let outcome = try await trial.outcome(runner, machine)
            try expect(
                outcome == .failed(error: "E", cause: "C"), "Error and cause must be those of the state: \(outcome).")
        },
        WorkflowRunnerCheck("thrown-errors-are-named-by-their-type") { trial in
            struct Broken: Error {}
            let runner = try await trial.runner(["f": { _, _ in throw Broken() }])
            let outcome = try await trial.outcome(runner, trial.machine("T", trial.task("T", "f")))
            guard case .failed("Broken", let cause?) = outcome, try JSONValue(json: cause)["errorType"] == "Broken"
            else {
                throw CheckFailure("The error's name must be that of its type: \(outcome).")
            }
        },
        WorkflowRunnerCheck("failed-attempts-are-made-again") { trial in
            let log = CallLog()
            let runner = try await trial.runner([
                "f": { _, context in
                    try await log.call(context) {
                        guard context.attempt > 2 else { throw StateFailure(error: "Busy", cause: nil) }
                        return "done"
                    }
                }
            ])
            let retry = "\"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"MaxAttempts\": 2}], \"End\": true"
            let outcome = try await trial.outcome(runner, trial.machine("T", trial.task("T", "f", retry)))
            try expect(outcome == .succeeded("done"), "The third attempt must count: \(outcome).")
            try expect(log.calls.map(\.attempt) == [1, 2, 3], "Attempts count from 1: \(log.calls.map(\.attempt)).")
            try expect(Set(log.calls.map(\.token)).count == 1, "All attempts of one step must have one token.")
        },
        WorkflowRunnerCheck("tokens-differ-from-step-to-step") { trial in
            let log = CallLog()
            let runner = try await trial.runner(["f": { input, context in await log.call(context) { input } }])
            let machine = try trial.machine(
                "A", trial.task("A", "f", "\"Next\": \"B\"") + ", " + trial.task("B", "f"))
            _ = try await trial.outcome(runner, machine)
            _ = try await trial.outcome(runner, machine)
            try expect(Set(log.calls.map(\.token)).count == 4, "Each step of each execution must have its own token.")
        },
        WorkflowRunnerCheck("caught-errors-go-to-the-handler") { trial in
            let runner = try await trial.runner(["f": { _, _ in throw StateFailure(error: "E", cause: "C") }])
            let machine = try trial.machine(
                "T",
                trial.task(
                    "T", "f",
                    "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"ResultPath\": \"$.e\", \"Next\": \"H\"}], \"End\": true"
                )
                    + ", \"H\": {\"Type\": \"Pass\", \"End\": true}")
            let outcome = try await trial.outcome(runner, machine, ["in": 1])
            try expect(
                outcome == .succeeded(["in": 1, "e": ["Error": "E", "Cause": "C"]]),
                "The handler must see input and error: \(outcome).")
        },
        WorkflowRunnerCheck("slow-attempts-time-out-and-are-cancelled") { trial in
            let log = CallLog()
            let runner = try await trial.runner(["f": { _, context in try await log.hang(context) }])
            let machine = try trial.machine("T", trial.task("T", "f", "\"TimeoutSeconds\": 5, \"End\": true"))
            let outcome = try await trial.outcome(runner, machine)
            guard case .failed(ErrorName.timeout, _) = outcome else {
                throw CheckFailure("An attempt that takes too long must fail with a timeout: \(outcome).")
            }
            try await log.cancellations(1)
        },
        WorkflowRunnerCheck("workflows-may-take-so-long") { trial in
            let runner = try await trial.runner()
            let machine = try StateMachine(
                json: """
                    {"StartAt": "W", "TimeoutSeconds": 60,
                     "States": {"W": {"Type": "Wait", "Seconds": 61, "End": true}}}
                    """)
            let outcome = try await trial.outcome(runner, machine)
            try expect(outcome == .timedOut, "The execution must time out: \(outcome).")
        },
    ]

    static let branches: [WorkflowRunnerCheck] = [
        WorkflowRunnerCheck("results-stand-in-the-branches-order") { trial in
            let runner = try await trial.runner([
                "slow": { _, _ in
                    try await Task.sleep(for: .milliseconds(30))
                    return "slow"
                }, "quick": { _, _ in "quick" },
            ])
            let machine = try trial.machine(
                "P",
                """
                "P": {"Type": "Parallel", "End": true, "Branches": [
                  {"StartAt": "A", "States": {\(trial.task("A", "slow"))}},
                  {"StartAt": "B", "States": {\(trial.task("B", "quick"))}}]}
                """)
            let outcome = try await trial.outcome(runner, machine)
            try expect(outcome == .succeeded(["slow", "quick"]), "The order is that of the branches: \(outcome).")
        },
        WorkflowRunnerCheck("a-failed-branch-cancels-the-others") { trial in
            let log = CallLog()
            let runner = try await trial.runner([
                "hang": { _, context in try await log.hang(context) },
                "fail": { _, _ in
                    try await log.begun(1)
                    throw StateFailure(error: "E", cause: nil)
                },
            ])
            let machine = try trial.machine(
                "P",
                """
                "P": {"Type": "Parallel", "End": true, "Branches": [
                  {"StartAt": "A", "States": {\(trial.task("A", "hang"))}},
                  {"StartAt": "B", "States": {\(trial.task("B", "fail"))}}]}
                """)
            let outcome = try await trial.outcome(runner, machine)
            try expect(
                outcome == .failed(error: "E", cause: nil), "The whole must fail with the branch's error: \(outcome).")
            try await log.cancellations(1)
        },
        WorkflowRunnerCheck("no-more-items-at-once-than-may") { trial in
            let log = CallLog()
            let runner = try await trial.runner([
                "f": { input, context in
                    try await log.call(context) {
                        try await Task.sleep(for: .milliseconds(5))
                        return input
                    }
                }
            ])
            let machine = try trial.machine(
                "M",
                """
                "M": {"Type": "Map", "MaxConcurrency": 3, "End": true, "ItemProcessor": {
                  "StartAt": "T", "States": {\(trial.task("T", "f"))}}}
                """)
            let items = JSONValue.array((0..<20).map { .integer($0) })
            let outcome = try await trial.outcome(runner, machine, items)
            try expect(outcome == .succeeded(items), "Each item's result must stand in its place: \(outcome).")
            try expect(log.mostAtOnce <= 3, "At most 3 items may run at once, not \(log.mostAtOnce).")
            try expect(Set(log.calls.map(\.token)).count == 20, "Each item must have its own token.")
        },
    ]
}
