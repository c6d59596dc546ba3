internal import Renditions
package import RenditionsWorkflow

/// Whose code runs.
package struct Caller: Sendable {
    package var life: Life
    /// The attempt of a task that it is; nil outside of tasks.
    package var attempt: Attempt?

    package init(_ life: Life, attempt: Attempt? = nil) {
        self.life = life
        self.attempt = attempt
    }

    @TaskLocal package static var current: Caller?
}

/// One attempt of a task.
///
/// Unchecked: guarded as ``Scheduler`` is.
package final class Attempt: @unchecked Sendable {
    package let execution: ExecutionIdentity
    package let state: String
    /// Whether its worker still has the execution.
    let isHeld: @Sendable () -> Bool
    /// Which version of an original it saw last, by its key; nil for none.
    var seen: [ObjectKey: Ledger.Version?] = [:]

    init(_ execution: ExecutionIdentity, state: String, isHeld: @escaping @Sendable () -> Bool) {
        self.execution = execution
        self.state = state
        self.isHeld = isHeld
    }
}
