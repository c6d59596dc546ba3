package import RenditionsAPI
internal import Synchronization

/// What the connection and whoever reads a request's body know of it together.
///
/// A body is read only as fast as somebody takes it: a chunk leaves the socket when all before it have been taken. So
/// nobody can make the server hold more than one chunk, of at most 64 KiB, and no more than that is read of a body whose
/// reader has had enough. A client that closes its sending side is the exception: then the system gives all that has come at
/// once, and what is more than ``maximumHeldBytes`` is an error.
package final class IncomingBody: Sendable {
    package static let maximumHeldBytes = 256 << 10

    private struct State {
        /// Chunks that were received and not taken.
        var chunks = 0
        /// Bytes in them.
        var bytes = 0
        var isWhole = false
        var failure: Problem?
    }

    private let state = Mutex(State())
    private let wantMore: @Sendable () -> Void

    /// - Parameter wantMore: called when a reader waits for what has not been read from the socket.
    package init(wantMore: @escaping @Sendable () -> Void) { self.wantMore = wantMore }

    // MARK: The connection

    /// - Returns: whether that can be held.
    func received(_ bytes: Int) -> Bool {
        state.withLock { state in
            guard state.chunks == 0 || state.bytes + bytes <= Self.maximumHeldBytes else { return false }
            state.chunks += 1
            state.bytes += bytes
            return true
        }
    }

    func ended() { state.withLock { $0.isWhole = true } }
    func failed(_ problem: Problem) { state.withLock { $0.failure = problem } }

    // MARK: The reader

    package var failure: Problem? { state.withLock { $0.failure } }

    package func willTake() {
        if state.withLock({ $0.chunks == 0 && !$0.isWhole && $0.failure == nil }) { wantMore() }
    }

    package func took(_ bytes: Int) {
        state.withLock { state in
            state.chunks -= 1
            state.bytes -= bytes
        }
    }

    /// - Throws: ``Problem`` where the connection ended before the body did.
    func verifyEnd() throws {
        guard state.withLock({ $0.isWhole }) else {
            throw failure ?? Problem(.invalidRequest, "The connection ended before the body of the request did.")
        }
    }
}
