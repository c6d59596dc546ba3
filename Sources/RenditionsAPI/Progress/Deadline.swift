/// Runs a piece of work for at most so long.
///
/// - Returns: nil when the time was over first; the work is cancelled then.
func withDeadline<Result: Sendable>(
    _ patience: Duration, _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result? {
    try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: patience)
            return nil
        }
        defer { group.cancelAll() }
        return try await group.next() ?? nil
    }
}
