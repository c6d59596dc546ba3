import RenditionsWorkflow
import Testing

@Suite("Interpreter: failures")
struct InterpreterErrorTests {
    @Test func waitsLongerAndLongerUpToABound() throws {
        var run = try InterpreterRun(
            taskMachine(
                """
                "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 2, "BackoffRate": 3, "MaxAttempts": 4, "MaxDelaySeconds": 20}]
                """))
        try run.feed(.start)
        var waits: [Double] = []
        for _ in 0..<4 {
            let before = run.time
            try run.fail("E")
            waits.append(try #require(run.nextWake) - before)
            try run.wake()
        }
        #expect(waits == [2, 6, 18, 20])
        try run.fail("E")
        #expect(run.outcome == .failed(error: "E", cause: "because"))
    }

    @Test func jitterFollowsFromTheSeed() throws {
        func wait(seed: UInt64) throws -> Double {
            var run = try InterpreterRun(
                taskMachine(
                    #""Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 100, "JitterStrategy": "FULL"}]"#),
                seed: seed)
            try run.feed(.start)
            try run.fail("E")
            return try #require(run.nextWake)
        }
        let waits = try (1...20).map { try wait(seed: $0) }
        #expect(waits.allSatisfy { (0...100).contains($0) })
        #expect(Set(waits).count > 15)
        #expect(try wait(seed: 7) == waits[6])
    }

    @Test func eachRetrierCountsItsOwnAttempts() throws {
        var run = try InterpreterRun(
            taskMachine(
                """
                "Retry": [{"ErrorEquals": ["A"], "MaxAttempts": 1}, {"ErrorEquals": ["B"], "MaxAttempts": 1}]
                """))
        try run.feed(.start)
        for error in ["A", "B"] {
            try run.fail(error)
            #expect(run.outcome == nil)
            try run.wake()
        }
        #expect(run.tasks.last?.attempt == 3)
        try run.fail("A")
        #expect(run.outcome == .failed(error: "A", cause: "because"))
    }

    @Test(arguments: [
        ("States.ALL", "X", true), ("States.ALL", "States.Timeout", true), ("States.TaskFailed", "X", true),
        ("States.TaskFailed", "States.Timeout", false), ("States.TaskFailed", "States.HeartbeatTimeout", false),
        ("States.Timeout", "States.HeartbeatTimeout", true), ("X", "Y", false),
        ("States.ALL", "States.DataLimitExceeded", true),
    ])
    func namesMatch(_ wanted: String, _ error: String, _ isCaught: Bool) throws {
        var run = try InterpreterRun(
            """
            {"StartAt": "T", "States": {
              "T": {"Type": "Task", "Resource": "arn:aws:lambda:a:1:function:f", "End": true,
                "Catch": [{"ErrorEquals": ["\(wanted)"], "Next": "C"}]},
              "C": {"Type": "Pass", "End": true}}}
            """)
        try run.feed(.start)
        try run.fail(error)
        #expect((run.outcome?.status == .succeeded) == isCaught)
    }

    @Test func runtimeErrorsAreNeverCaught() throws {
        var run = try InterpreterRun(
            """
            {"StartAt": "T", "States": {
              "T": {"Type": "Task", "Resource": "arn:aws:lambda:a:1:function:f", "OutputPath": "$.nowhere", "End": true,
                "Retry": [{"ErrorEquals": ["States.ALL"]}],
                "Catch": [{"ErrorEquals": ["States.Runtime"], "Next": "C"}]},
              "C": {"Type": "Pass", "End": true}}}
            """)
        try run.feed(.start)
        try run.succeed()
        guard case .failed("States.Runtime", let cause?) = run.outcome else { throw WrongOutcome(run.outcome) }
        #expect(cause.contains("$['nowhere']"))
    }

    struct WrongOutcome: Error {
        let outcome: ExecutionOutcome?

        init(_ outcome: ExecutionOutcome?) { self.outcome = outcome }
    }

    @Test func anAttemptMayTakeSoLong() throws {
        var run = try InterpreterRun(taskMachine(#""TimeoutSeconds": 5"#))
        try run.feed(.start)
        #expect(run.nextWake == 5)
        try run.feed(.wake, after: 4.9)
        #expect(run.outcome == nil)
        try run.wake()
        #expect(run.outcome == .failed(error: "States.Timeout", cause: nil))
        #expect(run.abandoned == run.tasks.map(\.id))
        #expect(run.eventTypes.suffix(2) == [.lambdaFunctionTimedOut, .executionFailed])
    }

    @Test func heartbeatsKeepAnAttemptAlive() throws {
        var run = try InterpreterRun(taskMachine(#""TimeoutSeconds": 60, "HeartbeatSeconds": 3"#))
        try run.feed(.start)
        let id = try #require(run.tasks.first?.id)
        try run.feed(.heartbeat(id), after: 2)
        try run.feed(.heartbeat(id), after: 2)
        #expect(run.nextWake == 7)
        try run.wake()
        #expect(run.outcome == .failed(error: "States.HeartbeatTimeout", cause: nil))
    }

    @Test func lateResultsCountForNothing() throws {
        var run = try InterpreterRun(
            taskMachine(#""TimeoutSeconds": 5, "Retry": [{"ErrorEquals": ["States.Timeout"]}]"#))
        try run.feed(.start)
        let first = try #require(run.tasks.first)
        try run.wake()
        try run.wake()
        try run.feed(.taskSucceeded(first.id, output: "late"))
        #expect(run.outcome == nil)
        #expect(run.tasks.last?.idempotencyToken == first.idempotencyToken)
        try run.succeed("in time")
        #expect(run.outcome == .succeeded("in time"))
    }

    @Test func theMachineItselfMayTakeSoLong() throws {
        var run = try InterpreterRun(
            #"{"StartAt": "W", "TimeoutSeconds": 3, "States": {"W": {"Type": "Wait", "Seconds": 9, "End": true}}}"#)
        try run.feed(.start)
        try run.wake()
        #expect(run.outcome == .timedOut)
        #expect(run.eventTypes.last == .executionTimedOut)
    }

    @Test func loopsEndWithTheHistorysLimit() throws {
        var run = try InterpreterRun(
            """
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"},
              "B": {"Type": "Choice", "Choices": [{"Variable": "$.never", "IsPresent": true, "Next": "C"}], "Default": "A"},
              "C": {"Type": "Succeed"}}}
            """, limits: ExecutionLimits(historyEvents: 1000))
        try run.feed(.start)
        #expect(
            run.outcome
                == .failed(
                    error: "States.Runtime",
                    cause: "The execution reached the maximum number of history events (1000)."))
        #expect(run.events.count <= 1001)
    }

    @Test func largeOutputsEndTheExecution() throws {
        var run = try InterpreterRun(
            #"{"StartAt": "P", "States": {"P": {"Type": "Pass", "Parameters": {"a.$": "$", "b.$": "$"}, "End": true}}}"#,
            input: .string(String(repeating: "x", count: 60)), limits: ExecutionLimits(payloadBytes: 100))
        try run.feed(.start)
        guard case .failed("States.DataLimitExceeded", _) = run.outcome else { throw WrongOutcome(run.outcome) }
    }
}
