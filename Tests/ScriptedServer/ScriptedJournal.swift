internal import NIOCore
internal import Synchronization

/// What a ``ScriptedServer`` has seen.
final class ScriptedJournal: Sendable {
    private struct State {
        var requests: [ScriptedRequest] = []
        var heads = 0
        var channels: [any Channel] = []
        var closed = 0
        var waiters: [(isOver: @Sendable (_ requests: Int, _ closed: Int) -> Bool, CheckedContinuation<Void, Never>)] =
            []
    }

    private let state = Mutex(State())

    var requests: [ScriptedRequest] { state.withLock(\.requests) }
    var connections: Int { state.withLock(\.channels.count) }
    var open: [any Channel] { state.withLock { $0.channels.filter(\.isActive) } }

    func opened(_ channel: any Channel) -> Int {
        state.withLock { state in
            state.channels.append(channel)
            return state.channels.count - 1
        }
    }

    /// The number of the next request.
    func nextNumber() -> Int {
        state.withLock { state in
            state.heads += 1
            return state.heads - 1
        }
    }

    func read(_ request: ScriptedRequest) { change { $0.requests.append(request) } }

    func closed() { change { $0.closed += 1 } }

    func waitForClosed(_ count: Int) async { await wait { _, closed in closed >= count } }

    func waitForRequests(_ count: Int) async { await wait { requests, _ in requests >= count } }

    private func wait(_ isOver: @escaping @Sendable (_ requests: Int, _ closed: Int) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isNow = state.withLock { state in
                if isOver(state.requests.count, state.closed) { return true }
                state.waiters.append((isOver, continuation))
                return false
            }
            if isNow { continuation.resume() }
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let awake = state.withLock { state in
            body(&state)
            let (requests, closed) = (state.requests.count, state.closed)
            let over = state.waiters.filter { $0.isOver(requests, closed) }
            state.waiters.removeAll { $0.isOver(requests, closed) }
            return over.map(\.1)
        }
        for continuation in awake { continuation.resume() }
    }
}
