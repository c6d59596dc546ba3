import RenditionsWorkflow
import Synchronization

/// What a function was called with, in order.
final class CallList: Sendable {
    struct Call: Hashable, Sendable {
        let state: String
        let attempt: Int
        let token: String

        init(_ context: TaskContext) {
            (state, attempt, token) = (context.state, context.attempt, context.idempotencyToken)
        }
    }

    private struct State {
        var calls: [Call] = []
        var cancelled: [String] = []
        var waiters: [(isOver: @Sendable ([Call], [String]) -> Bool, continuation: CheckedContinuation<Void, Never>)] =
            []
    }

    private let state = Mutex(State())

    var calls: [Call] { state.withLock { $0.calls } }

    /// Writes a call down.
    ///
    /// - Returns: how many there have been.
    @discardableResult
    func add(_ context: TaskContext) -> Int {
        change { state in
            state.calls.append(Call(context))
            return state.calls.count
        }
    }

    /// Runs until it is cancelled.
    func hang(_ context: TaskContext) async throws -> JSONValue {
        do {
            try await Task.sleep(for: .seconds(3600))
        } catch {
            change { $0.cancelled.append(context.state) }
            throw error
        }
        return .null
    }

    func called(_ count: Int) async { await wait { calls, _ in calls.count >= count } }
    func cancelled(_ name: String) async { await wait { _, cancelled in cancelled.contains(name) } }

    private func wait(_ isOver: @escaping @Sendable ([Call], [String]) -> Bool) async {
        await withCheckedContinuation { continuation in
            change { $0.waiters.append((isOver, continuation)) }
        }
    }

    private func change<Result>(_ body: (inout sending State) -> Result) -> Result where Result: Sendable {
        let (result, ready) = state.withLock { state in
            let result = body(&state)
            let (calls, cancelled) = (state.calls, state.cancelled)
            let ready = state.waiters.filter { $0.isOver(calls, cancelled) }.map(\.continuation)
            state.waiters.removeAll { $0.isOver(calls, cancelled) }
            return (result, ready)
        }
        for continuation in ready { continuation.resume() }
        return result
    }
}
