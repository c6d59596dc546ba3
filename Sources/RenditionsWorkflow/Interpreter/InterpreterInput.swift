/// What an ``Interpreter`` is fed. A journal that keeps these, each with its time, can make any state again.
public enum InterpreterInput: Codable, Hashable, Sendable {
    /// The execution begins. The first input, and only the first.
    case start
    case taskSucceeded(TaskRequest.ID, output: JSONValue)
    case taskFailed(TaskRequest.ID, error: String, cause: String?)
    /// A task is alive.
    case heartbeat(TaskRequest.ID)
    /// Time has passed, or the interpreter asked to go on.
    case wake
    /// Someone cancels the execution.
    case stop(error: String?, cause: String?)
    /// An execution that did not succeed goes on from the states that failed.
    case redrive
}
