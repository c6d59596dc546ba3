import RenditionsWorkflow
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Runners need not keep heartbeats: what an interpreter does must not depend on them.
@Suite("Interpreter: heartbeats")
struct HeartbeatTests {
    /// A task beside a loop that goes on for longer than one input lasts.
    private static let busy = """
        {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
          {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:lambda:a:1:function:f",
            "HeartbeatSeconds": 10, "End": true}}},
          {"StartAt": "L", "States": {"L": {"Type": "Pass", "Next": "M"}, "M": {"Type": "Pass", "Next": "L"}}}]}}}
        """

    @Test func nothingIsBegunByThem() throws {
        var run = Interpreter(
            machine: try StateMachine(json: Self.busy), identity: ExecutionIdentity(workflow: "w", name: "x"),
            input: [:], seed: 1)
        let start = Date(timeIntervalSince1970: 0)
        let task = try #require(run.handle(.start, at: start).tasks.first)
        try #require(run.wantsWake)
        let events = run.snapshot.events
        let effects = run.handle(.heartbeat(task.id), at: start.addingTimeInterval(5))
        #expect(effects.events.isEmpty)
        #expect(effects.tasks.isEmpty)
        #expect(run.snapshot.events == events)
        #expect(run.wantsWake)
        #expect(!run.handle(.wake, at: start.addingTimeInterval(5)).events.isEmpty)
        #expect(run.nextWake == start.addingTimeInterval(15))
    }
}
