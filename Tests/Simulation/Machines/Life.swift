/// One run of a process, from its start to its crash.
///
/// Unchecked: guarded as ``Scheduler`` is.
package final class Life: @unchecked Sendable {
    /// Such as `worker-1`; who starts again has the same.
    package let name: String
    /// Whether it may crash and stall. Users don't.
    package let isMortal: Bool
    package private(set) var isAlive = true
    /// Milliseconds until which nothing of the process goes on, as if its machine was frozen.
    package var frozenUntil = 0
    /// Rings when it ends.
    package let end = Bell()

    package init(_ name: String, isMortal: Bool = true) {
        self.name = name
        self.isMortal = isMortal
    }

    package func kill(_ scheduler: Scheduler) {
        isAlive = false
        scheduler.ring(end)
    }
}

/// Ends what a process did when it crashed. Nothing that catches it can have an effect any more: every effect asks first
/// whether the process lives.
package struct Crash: Error {}
