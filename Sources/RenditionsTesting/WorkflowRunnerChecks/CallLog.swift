import RenditionsWorkflow
import Synchronization

/// What the functions of a check were called with.
final class CallLog: Sendable {
    struct Call: Sendable {
        let state: String
        let attempt: Int
        let token: String
    }

    private struct State {
        var calls: [Call] = []
        var running = 0
        var mostAtOnce = 0
        var cancelled = 0
    }

    private let state = Mutex(State())

    var calls: [Call] { state.withLock { $0.calls } }
    var cancelled: Int { state.withLock { $0.cancelled } }
    /// The most calls that were under way at once.
    var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }

    /// Writes a call down and runs it.
    func call<Result>(_ context: TaskContext, _ body: () async throws -> Result) async rethrows -> Result {
        state.withLock { state in
            state.calls.append(Call(state: context.state, attempt: context.attempt, token: context.idempotencyToken))
            state.running += 1
            state.mostAtOnce = max(state.mostAtOnce, state.running)
        }
        defer { state.withLock { $0.running -= 1 } }
        return try await body()
    }

    /// Runs until it is cancelled.
    func hang(_ context: TaskContext) async throws -> JSONValue {
        try await call(context) {
            do {
                try await Task.sleep(for: .seconds(3600))
            } catch {
                state.withLock { $0.cancelled += 1 }
                throw error
            }
            return .null
        }
    }

    /// Waits until so many calls were cancelled; gives up after five seconds.
    func cancellations(_ count: Int) async throws {
        for _ in 0..<500 where cancelled < count { try await Task.sleep(for: .milliseconds(10)) }
        try expect(cancelled == count, "\(count) calls must have been cancelled, not \(cancelled).")
    }

    /// Waits until so many calls have begun; gives up after five seconds.
    func begun(_ count: Int) async throws {
        for _ in 0..<500 where calls.count < count { try await Task.sleep(for: .milliseconds(10)) }
        try expect(calls.count >= count, "\(count) calls must have begun, not \(calls.count).")
    }
}
