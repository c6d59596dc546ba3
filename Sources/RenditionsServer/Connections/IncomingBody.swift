internal import RenditionsAPI
internal import Synchronization

/// What the connection and whoever reads a request's body know of it together.
///
/// A body is read only as fast as somebody takes it: a chunk leaves the socket when all before it have been taken. So
/// nobody can make the server hold more than one chunk, of at most 64 KiB, and no more than that is read of a body whose
/// reader has had enough.
package final class IncomingBody: Sendable {
    private struct State {
        /// Chunks that were received and not taken.
        var chunks = 0
        var isWhole = false
        var failure: Problem?
    }

    private let state = Mutex(State())
    private let wantMore: @Sendable () -> Void

    /// - Parameter wantMore: called when a reader waits for what has not been read from the socket.
    package init(wantMore: @escaping @Sendable () -> Void) { self.wantMore = wantMore }

    // MARK: The connection

    func received() { state.withLock { $0.chunks += 1 } }
    func ended() { state.withLock { $0.isWhole = true } }
    func failed(_ problem: Problem) { state.withLock { $0.failure = problem } }

    // MARK: The reader

    var failure: Problem? { state.withLock { $0.failure } }

    package func willTake() {
        if state.withLock({ $0.chunks == 0 && !$0.isWhole && $0.failure == nil }) { wantMore() }
    }

    package func took() { state.withLock { $0.chunks -= 1 } }

    /// - Throws: ``Problem`` where the connection ended before the body did.
    func verifyEnd() throws {
        guard state.withLock({ $0.isWhole }) else {
            throw failure ?? Problem(.invalidRequest, "The connection ended before the body of the request did.")
        }
    }
}
