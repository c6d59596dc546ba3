/// What an ``Interpreter`` wants done after an input.
public struct InterpreterEffects: Sendable {
    /// Tasks to begin.
    public internal(set) var tasks: [TaskRequest] = []
    /// Attempts whose results no longer count: they ran too long, or what they belong to failed. Cancel them.
    public internal(set) var abandoned: [TaskRequest.ID] = []
    /// What happened, in order.
    public internal(set) var events: [HistoryEvent] = []
}
