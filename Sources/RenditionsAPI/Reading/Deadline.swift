internal import Timers

/// Runs a piece of work for at most so long.
///
/// Work that does not heed that it is cancelled is not waited for; it goes on by itself, and what becomes of it is lost.
///
/// - Returns: nil when the time was over first; the work is cancelled then.
func withDeadline<Result: Sendable>(
    _ patience: Duration, _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result? {
    let (results, output) = AsyncThrowingStream.makeStream(of: Optional<Result>.self)
    let worker = Task {
        do {
            output.yield(try await work())
            output.finish()
        } catch {
            output.finish(throwing: error)
        }
    }
    let timer = Task {
        try await TimerClock().sleep(for: patience)
        output.finish()
    }
    defer {
        worker.cancel()
        timer.cancel()
    }
    // Ends early, without a result, where whoever waits is cancelled.
    for try await result in results { return result }
    try Task.checkCancellation()
    return nil
}
