/// Keeps what an execution has come to: in memory, or in a journal.
package protocol ExecutionKeeper: Sendable {
    /// Keeps progress for good. Nothing that follows from it is begun before this returns.
    ///
    /// - Returns: false when whoever drives the execution is to leave it as it stands, because somebody takes it up later.
    /// - Throws: when the execution is not in the caller's hands any longer. Nothing is kept then.
    mutating func keep(_ progress: ExecutionProgress) async throws -> Bool
}
