internal import NIOPosix
internal import Renditions

/// A few threads for calls that block, so that Swift's own pool never waits for a disk.
package final class BlockingThreads: Sendable {
    private let pool: NIOThreadPool

    package init(count: Int) {
        pool = NIOThreadPool(numberOfThreads: count)
        pool.start()
    }

    /// Work that is under way holds a reference, so that nothing is cut short here.
    deinit { pool.shutdownGracefully { _ in } }

    /// The result of a blocking call. Runs even when the task is cancelled: what clears away after a cancelled write
    /// must not be cancelled itself.
    ///
    /// - Throws: `StoreError` in place of ``SystemCallError``; anything else as it was thrown.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            pool.submit { state in
                guard case .active = state else {
                    continuation.resume(throwing: StoreError(.unavailable, "The store's threads have ended."))
                    return
                }
                do {
                    continuation.resume(returning: try body())
                } catch let failure as SystemCallError {
                    continuation.resume(throwing: StoreError(failure))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
    }
}
