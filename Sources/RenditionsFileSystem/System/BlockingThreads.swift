internal import Renditions

/// A few threads for calls that block, so that Swift's own pool never waits for a disk.
package struct BlockingThreads: Sendable {
    private let pool: BlockingPool

    /// - Throws: `StoreError` with code `unavailable` when the system gives fewer threads.
    package init(count: Int) throws {
        do {
            pool = try BlockingPool(threads: count)
        } catch {
            throw StoreError(
                .unavailable,
                "The system gives fewer threads than the \(error.wanted) that the store wants. Give it fewer.",
                cause: error)
        }
    }

    /// The result of a blocking call. Runs even when the task is cancelled: what clears away after a cancelled write
    /// must not be cancelled itself.
    ///
    /// - Throws: `StoreError` in place of ``SystemCallError``; anything else as it was thrown.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await pool.run {
            do {
                return try body()
            } catch let failure as SystemCallError {
                throw StoreError(failure)
            }
        }
    }
}
