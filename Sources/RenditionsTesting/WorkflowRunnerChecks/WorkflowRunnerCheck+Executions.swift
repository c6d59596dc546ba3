import RenditionsWorkflow

extension WorkflowRunnerCheck {
    static let histories: [WorkflowRunnerCheck] = [
        WorkflowRunnerCheck("histories-have-no-gaps") { trial in
            let runner = try await trial.runner(["f": { input, _ in input }])
            let machine = try trial.machine("T", trial.task("T", "f"))
            let execution = try await runner.start(trial.request(machine)).identity
            _ = try await runner.outcome(of: execution)
            let events = try await runner.history(of: execution)
            try expect(
                events.map(\.type) == [
                    .executionStarted, .taskStateEntered, .lambdaFunctionScheduled, .lambdaFunctionStarted,
                    .lambdaFunctionSucceeded, .taskStateExited, .executionSucceeded,
                ], "These are not the events of one task: \(events.map(\.type.rawValue)).")
            try expect(events.map(\.id) == Array(1...7), "Events are numbered from 1: \(events.map(\.id)).")
        },
        WorkflowRunnerCheck("events-are-followed-to-the-end") { trial in
            let runner = try await trial.runner([
                "f": { input, _ in
                    try await Task.sleep(for: .milliseconds(20))
                    return input
                }
            ])
            let machine = try trial.machine("T", trial.task("T", "f"))
            let execution = try await runner.start(trial.request(machine)).identity
            var followed: [HistoryEvent] = []
            for try await event in try await runner.events(of: execution) { followed.append(event) }
            let history = try await runner.history(of: execution)
            try expect(followed == history, "What is followed must be the history.")
            try expect(followed.last?.type == .executionSucceeded, "It must end with the execution.")
        },
        WorkflowRunnerCheck("unknown-executions-are-not-found") { trial in
            let runner = try await trial.runner()
            let nobody = ExecutionIdentity(workflow: "checked", name: "nobody")
            try await expectError(.notFound, "Describing what is not there") { _ = try await runner.describe(nobody) }
            try await expectError(.notFound, "Waiting for what is not there") {
                _ = try await runner.outcome(of: nobody)
            }
            try await expectError(.notFound, "Reading what is not there") { _ = try await runner.history(of: nobody) }
            try await expectError(.notFound, "Following what is not there") { _ = try await runner.events(of: nobody) }
            try await expectError(.notFound, "Redriving what is not there") { _ = try await runner.redrive(nobody) }
            try await expectError(.notFound, "Cancelling what is not there") {
                try await runner.cancel(nobody, error: nil, cause: nil)
            }
        },
    ]

    static let listing: [WorkflowRunnerCheck] = [
        WorkflowRunnerCheck("lists-newest-first-in-pages") { trial in
            let runner = try await trial.runner()
            for number in 0..<7 {
                _ = try await trial.outcome(runner, trial.passing(), .integer(number))
            }
            var found: [Int?] = []
            var request = ExecutionListRequest(limit: 3)
            for _ in 0..<10 {
                let page = try await runner.page(request)
                try expect(page.executions.count <= 3, "A page of 3 has \(page.executions.count) executions.")
                found += page.executions.map(\.input.integerValue)
                request.cursor = page.next
                if page.next == nil { break }
            }
            try expect(found == [6, 5, 4, 3, 2, 1, 0], "Those begun last come first: \(found).")
        },
        WorkflowRunnerCheck("lists-by-workflow-and-status") { trial in
            let runner = try await trial.runner()
            _ = try await trial.outcome(runner, trial.passing())
            let failing = try trial.machine("F", "\"F\": {\"Type\": \"Fail\"}")
            _ = try await trial.outcome(runner, failing)
            let failed = try await runner.executions(ExecutionListRequest(status: .failed))
            try expect(failed.count == 1 && failed.allSatisfy { $0.status == .failed }, "One execution has failed.")
            let others = try await runner.executions(ExecutionListRequest(workflow: "another"))
            try expect(others.isEmpty, "No execution is of another workflow.")
        },
        WorkflowRunnerCheck("list-refuses-foreign-cursors") { trial in
            let runner = try await trial.runner()
            try await expectError(.invalidRequest, "Listing from a cursor of nobody's") {
                _ = try await runner.page(ExecutionListRequest(cursor: "no cursor at all"))
            }
            try await expectError(.invalidRequest, "Listing pages of nothing") {
                _ = try await runner.page(ExecutionListRequest(limit: 0))
            }
        },
    ]

    static let cancelling: [WorkflowRunnerCheck] = [
        WorkflowRunnerCheck("cancel-ends-what-runs") { trial in
            let log = CallLog()
            let runner = try await trial.runner(["hang": { _, context in try await log.hang(context) }])
            let execution = try await runner.start(
                trial.request(trial.machine("T", trial.task("T", "hang")))
            ).identity
            try await log.begun(1)
            try await expectDescription(runner, execution, .running)
            try await runner.cancel(execution, error: "Operator", cause: "enough")
            try await log.cancellations(1)
            let outcome = try await runner.outcome(of: execution)
            try expect(outcome == .aborted(error: "Operator", cause: "enough"), "It must be aborted: \(outcome).")
            try await expectDescription(runner, execution, .aborted)
        },
        WorkflowRunnerCheck("cancel-refuses-what-has-ended") { trial in
            let runner = try await trial.runner()
            let execution = try await runner.start(trial.request(trial.passing())).identity
            _ = try await runner.outcome(of: execution)
            try await expectError(.wrongState, "Cancelling what has ended") {
                try await runner.cancel(execution, error: nil, cause: nil)
            }
        },
    ]

    static let redriving: [WorkflowRunnerCheck] = [
        WorkflowRunnerCheck("redrive-goes-on-from-what-failed") { trial in
            let log = CallLog()
            let runner = try await trial.runner([
                "f": { input, context in
                    try await log.call(context) {
                        if context.state == "B", log.calls.count < 3 { throw StateFailure(error: "E", cause: nil) }
                        return input
                    }
                }
            ])
            let machine = try trial.machine(
                "A", trial.task("A", "f", "\"Next\": \"B\"") + ", " + trial.task("B", "f"))
            let execution = try await runner.start(trial.request(machine, 5)).identity
            _ = try await runner.outcome(of: execution)
            let again = try await runner.redrive(execution)
            try expect(again.identity == execution, "A redrive goes on with the same execution.")
            let outcome = try await runner.outcome(of: execution)
            try expect(outcome == .succeeded(5), "It must go on to the end: \(outcome).")
            try expect(log.calls.map(\.state) == ["A", "B", "B"], "What had succeeded must not run again.")
            let description = try await runner.describe(execution)
            try expect(description.redrives == 1, "One redrive must be counted, not \(description.redrives).")
            let history = try await runner.history(of: execution)
            try expect(history.contains { $0.type == .executionRedriven }, "The history must tell of the redrive.")
        },
        WorkflowRunnerCheck("redrive-is-counted-while-it-runs") { trial in
            let log = CallLog()
            let runner = try await trial.runner([
                "f": { _, context in
                    guard log.calls.isEmpty else { return try await log.hang(context) }
                    return try await log.call(context) { throw StateFailure(error: "E", cause: nil) }
                }
            ])
            let machine = try trial.machine("T", trial.task("T", "f"))
            let execution = try await runner.start(trial.request(machine)).identity
            _ = try await runner.outcome(of: execution)
            let again = try await runner.redrive(execution)
            try expect(again.redrives == 1, "One redrive must be counted as it begins, not \(again.redrives).")
            try await log.begun(2)
            let description = try await runner.describe(execution)
            try expect(
                description == again, "While it runs it must be described as when it was redriven: \(description).")
            try await expectDescription(runner, execution, .running)
            try await runner.cancel(execution, error: nil, cause: nil)
        },
        WorkflowRunnerCheck("redrive-refuses-what-succeeded") { trial in
            let runner = try await trial.runner()
            let execution = try await runner.start(trial.request(trial.passing())).identity
            _ = try await runner.outcome(of: execution)
            try await expectError(.wrongState, "Redriving what has succeeded") {
                _ = try await runner.redrive(execution)
            }
        },
    ]

    private static func expectDescription(
        _ runner: any WorkflowRunner, _ execution: ExecutionIdentity, _ status: ExecutionStatus
    ) async throws {
        let description = try await runner.describe(execution)
        try expect(description.status == status, "The status must be \(status), not \(description.status).")
        try expect((description.endedAt == nil) == (status == .running), "Only what has ended has an end.")
    }
}
