import Synchronization

/// What has come for an execution and has not been taken in. Whoever drives the execution takes all of it at once, so that
/// a runner with a journal writes it down in one go.
package final class ExecutionInbox: Sendable {
    private struct State {
        var inputs: [InterpreterInput] = []
        var waiter: CheckedContinuation<Void, Never>?
        var isClosed = false

        mutating func take() -> [InterpreterInput] {
            defer { inputs = [] }
            return inputs
        }

        mutating func letGo() -> CheckedContinuation<Void, Never>? {
            defer { waiter = nil }
            return waiter
        }
    }

    private let state = Mutex(State())

    package init() {}

    /// What comes after the end counts for nothing.
    package func put(_ input: InterpreterInput) {
        state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.isClosed else { return nil }
            state.inputs.append(input)
            return state.letGo()
        }?.resume()
    }

    package func close() {
        state.withLock { state in
            state.isClosed = true
            state.inputs = []
            return state.letGo()
        }?.resume()
    }

    /// What is there, which may be nothing.
    func takeNow() -> [InterpreterInput] { state.withLock { $0.take() } }

    /// Waits until something is there, and takes it. One caller at a time.
    ///
    /// - Returns: nil when the inbox was closed or the caller is cancelled.
    func take() async -> [InterpreterInput]? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    guard state.inputs.isEmpty, !state.isClosed, !Task.isCancelled else { return true }
                    state.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.letGo() }?.resume()
        }
        let inputs = takeNow()
        return inputs.isEmpty || Task.isCancelled ? nil : inputs
    }
}
