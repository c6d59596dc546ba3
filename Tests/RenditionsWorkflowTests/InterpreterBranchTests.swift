import RenditionsWorkflow
import Testing

@Suite("Interpreter: branches, items, redrive")
struct InterpreterBranchTests {
    private static let parallel = """
        {"StartAt": "P", "States": {
          "P": {"Type": "Parallel", "End": true, "Retry": [{"ErrorEquals": ["again"], "MaxAttempts": 1}],
            "Branches": [
              {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:lambda:a:1:function:a", "End": true}}},
              {"StartAt": "B", "States": {"B": {"Type": "Task", "Resource": "arn:aws:lambda:a:1:function:b", "End": true}}},
              {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 4, "End": true}}}]}}}
        """

    private func map(_ fields: String, processor: String = "INLINE") -> String {
        let config =
            processor == "INLINE" ? #"{"Mode": "INLINE"}"# : #"{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}"#
        return """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, \(fields)
              "ItemProcessor": {"ProcessorConfig": \(config), "StartAt": "T", "States": {
                "T": {"Type": "Task", "Resource": "arn:aws:lambda:a:1:function:f", "End": true}}}}}}
            """
    }

    @Test(arguments: [false, true])
    func resultsStandInTheBranchesOrder(crashing: Bool) throws {
        var run = try InterpreterRun(Self.parallel, input: 7)
        run.crashes = crashing
        try run.feed(.start)
        #expect(run.tasks.map(\.function.name) == ["a", "b"])
        try run.succeed("b", after: 1)
        try run.succeed("a", after: 1)
        try run.wake()
        #expect(run.outcome == .succeeded(["a", "b", 7]))
    }

    @Test(arguments: [false, true])
    func aFailedBranchTakesTheOthersAlong(crashing: Bool) throws {
        var run = try InterpreterRun(Self.parallel)
        run.crashes = crashing
        try run.feed(.start)
        let first = run.tasks.map(\.id)
        try run.fail("again")
        #expect(run.abandoned == [first[0]])
        try run.feed(.taskSucceeded(first[0], output: "too late"))
        try run.wake()
        #expect(run.tasks.suffix(2).map(\.function.name) == ["a", "b"])
        try run.fail("again")
        #expect(run.outcome == .failed(error: "again", cause: "because"))
        #expect(run.eventTypes.suffix(2) == [.parallelStateFailed, .executionFailed])
    }

    @Test(arguments: [false, true])
    func noMoreItemsRunAtOnceThanMay(crashing: Bool) throws {
        var run = try InterpreterRun(map(#""MaxConcurrency": 2,"#), input: [1, 2, 3, 4])
        run.crashes = crashing
        try run.feed(.start)
        #expect(run.tasks.map(\.payload) == [1, 2])
        try run.succeed("two")
        #expect(run.tasks.map(\.payload) == [1, 3])
        try run.succeed("three")
        try run.succeed("four")
        try run.succeed("one")
        #expect(run.outcome == .succeeded(["one", "two", "three", "four"]))
    }

    @Test func emptyListsGiveEmptyLists() throws {
        var run = try InterpreterRun(map(""), input: [])
        try run.feed(.start)
        #expect(run.outcome == .succeeded([]))
    }

    @Test(arguments: [(#""ToleratedFailureCount": 1,"#, 1), (#""ToleratedFailurePercentage": 50,"#, 2), ("", 0)])
    func someFailuresAreTolerated(_ field: String, _ tolerated: Int) throws {
        var run = try InterpreterRun(map(field, processor: "DISTRIBUTED"), input: [1, 2, 3, 4])
        try run.feed(.start)
        for _ in 0..<tolerated { try run.fail("E") }
        #expect(run.outcome == nil)
        var other = run
        try other.fail("E")
        #expect(
            other.outcome
                == .failed(
                    error: "States.ExceedToleratedFailureThreshold",
                    cause: "The specified tolerated failure threshold was exceeded"))
        while !run.tasks.isEmpty { try run.succeed("ok") }
        #expect(run.outcome == .succeeded(.array(Array(repeating: "ok", count: 4 - tolerated))))
    }

    @Test func itemsOfDistributedMapsHaveTheirOwnHistory() throws {
        var run = try InterpreterRun(map("", processor: "DISTRIBUTED"), input: ["a"])
        try run.feed(.start)
        try run.succeed()
        let own = run.events.filter { $0.child == "M/0" }
        #expect(
            own.map(\.type) == [
                .executionStarted, .taskStateEntered, .lambdaFunctionScheduled, .lambdaFunctionStarted,
                .lambdaFunctionSucceeded, .taskStateExited, .executionSucceeded,
            ])
        #expect(own.map(\.id) == Array(1...7))
        #expect(run.events.filter { $0.child == nil }.map(\.id) == Array(1...8))
    }

    @Test(arguments: [0, 1])
    func loopsInItemsOfDistributedMapsEnd(tolerated: Int) throws {
        let json = """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ToleratedFailureCount": \(tolerated),
              "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "C",
                "States": {
                  "C": {"Type": "Choice", "Choices": [{"Variable": "$", "NumericEquals": 1, "Next": "A"}], "Default": "E"},
                  "A": {"Type": "Pass", "Next": "C"}, "E": {"Type": "Succeed"}}}}}}
            """
        var run = try InterpreterRun(json, input: [1, 2], limits: ExecutionLimits(historyEvents: 50))
        try run.feed(.start)
        guard tolerated == 0 else {
            #expect(run.outcome == .succeeded([2]))
            #expect(run.events.filter { $0.child == "M/0" }.count == 50)
            let last = run.events.last { $0.child == "M/0" }
            #expect(last?.type == .executionFailed)
            #expect(last?.error == ErrorName.runtime)
            #expect(last?.cause == "The execution reached the maximum number of history events (50).")
            return
        }
        guard case .failed(ErrorName.exceedToleratedFailureThreshold, _) = run.outcome else {
            Issue.record("The map must fail with its item: \(String(describing: run.outcome))")
            return
        }
    }

    @Test(arguments: [false, true])
    func aRedriveGoesOnFromWhatFailed(crashing: Bool) throws {
        var run = try InterpreterRun(map(#""MaxConcurrency": 3,"#), input: ["a", "b", "c"])
        run.crashes = crashing
        try run.feed(.start)
        try run.succeed("c done")
        let token = run.tasks.last?.idempotencyToken
        try run.fail("E")
        #expect(run.outcome == .failed(error: "E", cause: "because"))
        try run.feed(.redrive, after: 60)
        #expect(run.outcome == nil)
        let again = run.tasks.suffix(2)
        #expect(again.map(\.payload) == ["a", "b"])
        #expect(again.last?.idempotencyToken == token)
        try run.succeed("b done")
        try run.succeed("a done")
        #expect(run.outcome == .succeeded(["a done", "b done", "c done"]))
        #expect(run.eventTypes.contains(.executionRedriven))
    }

    @Test func aStopEndsEverything() throws {
        var run = try InterpreterRun(Self.parallel)
        try run.feed(.start)
        try run.feed(.stop(error: "Operator", cause: "enough"))
        #expect(run.outcome == .aborted(error: "Operator", cause: "enough"))
        #expect(run.abandoned.sorted() == run.tasks.map(\.id))
        #expect(run.interpreter.nextWake == nil)
        #expect(run.interpreter.pendingTasks.isEmpty)
    }

    @Test func pendingTasksAreMadeAgainAfterACrash() throws {
        var run = try InterpreterRun(Self.parallel)
        run.crashes = true
        try run.feed(.start)
        #expect(run.interpreter.pendingTasks == run.tasks)
    }

    @Test func pendingTasksHaveTheSamePayload() throws {
        var run = try InterpreterRun(
            taskMachine(
                #""Parameters": {"id.$": "States.UUID()", "at.$": "$$.State.EnteredTime", "name.$": "$$.Execution.Name"}"#
            ))
        run.crashes = true
        try run.feed(.start)
        #expect(run.interpreter.pendingTasks == run.tasks)
    }

    @Test func sameInputsGiveTheSameEffects() throws {
        func history() throws -> [HistoryEvent] {
            var run = try InterpreterRun(
                """
                {"StartAt": "A", "States": {
                  "A": {"Type": "Pass", "Parameters": {"id.$": "States.UUID()", "n.$": "States.MathRandom(1, 1000)"}, "Next": "B"},
                  "B": {"Type": "Wait", "Seconds": 5, "End": true}}}
                """, seed: 42)
            try run.feed(.start)
            try run.wake()
            return run.events
        }
        #expect(try history() == history())
    }

    @Test func snapshotsOfOtherMachinesAreRefused() throws {
        var run = try InterpreterRun(map(""), input: [])
        try run.feed(.start)
        let other = try StateMachine(json: taskMachine(""))
        let error = #expect(throws: WorkflowError.self) {
            try Interpreter(machine: other, resuming: run.interpreter.snapshot)
        }
        #expect(error?.code == .incompatible)
        let text = String(decoding: try run.interpreter.snapshot.encoded(), as: UTF8.self)
        let newer = Array(text.replacing("\"version\":1", with: "\"version\":2").utf8)
        #expect(#expect(throws: WorkflowError.self) { try ExecutionSnapshot(encoded: newer) }?.code == .incompatible)
        #expect(#expect(throws: WorkflowError.self) { try ExecutionSnapshot(encoded: [1, 2]) }?.code == .corrupt)
    }
}
