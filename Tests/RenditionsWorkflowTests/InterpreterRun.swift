import RenditionsWorkflow

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An interpreter with a clock that the test sets, and all that came out of it.
struct InterpreterRun {
    private(set) var interpreter: Interpreter
    private(set) var events: [HistoryEvent] = []
    private(set) var tasks: [TaskRequest] = []
    private(set) var abandoned: [TaskRequest.ID] = []
    /// Seconds since the beginning.
    private(set) var time = 0.0
    /// Whether the interpreter is made again from its snapshot after every input.
    var crashes = false

    init(_ json: String, input: JSONValue = [:], limits: ExecutionLimits = ExecutionLimits(), seed: UInt64 = 1) throws {
        interpreter = Interpreter(
            machine: try StateMachine(json: json), identity: ExecutionIdentity(workflow: "w", name: "x"), input: input,
            seed: seed, limits: limits)
    }

    var outcome: ExecutionOutcome? { interpreter.outcome }
    var eventTypes: [HistoryEventType] { events.map(\.type) }

    /// Seconds from the beginning to when something is due.
    var nextWake: Double? { interpreter.nextWake.map { $0.timeIntervalSince1970 } }

    mutating func feed(_ input: InterpreterInput, after seconds: Double = 0) throws {
        time += seconds
        take(interpreter.handle(input, at: Date(timeIntervalSince1970: time)))
        for _ in 0..<1000 where interpreter.wantsWake {
            take(interpreter.handle(.wake, at: Date(timeIntervalSince1970: time)))
        }
        if crashes {
            interpreter = try Interpreter(
                machine: interpreter.machine, resuming: ExecutionSnapshot(encoded: interpreter.snapshot.encoded()))
        }
    }

    private mutating func take(_ effects: InterpreterEffects) {
        events += effects.events
        tasks += effects.tasks
        abandoned += effects.abandoned
    }

    /// Ends the task that was begun last.
    mutating func succeed(_ output: JSONValue = [:], after seconds: Double = 0) throws {
        guard let task = tasks.popLast() else { return }
        try feed(.taskSucceeded(task.id, output: output), after: seconds)
    }

    mutating func fail(_ error: String, after seconds: Double = 0) throws {
        guard let task = tasks.popLast() else { return }
        try feed(.taskFailed(task.id, error: error, cause: "because"), after: seconds)
    }

    /// Lets time pass up to what is due next.
    mutating func wake() throws {
        guard let next = nextWake else { return }
        try feed(.wake, after: next - time)
    }
}

/// A machine of one Lambda task with these fields besides.
func taskMachine(_ fields: String) -> String {
    """
    {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
      "Resource": "arn:aws:lambda:eu-central-1:111111111111:function:f"\(fields.isEmpty ? "" : ", \(fields)")}}}
    """
}
