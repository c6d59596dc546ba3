/// Lets work in as long as its weights together fit into a capacity; the rest waits in the order in which it came.
package actor Admission {
    package let capacity: Int
    private let maximumWaiting: Int
    private var free: Int
    private var waiting: [Waiter] = []
    private var nextID = 0

    private struct Waiter {
        var id: Int
        var weight: Int
        var continuation: CheckedContinuation<Void, any Error>
    }

    /// How many callers wait.
    package var waitingCount: Int { waiting.count }

    /// What is thrown at work that is not even let wait.
    package enum Refusal: Error {
        /// It is heavier than the whole capacity.
        case tooHeavy
        /// As much waits already as may.
        case crowded
    }

    /// - Parameters:
    ///   - capacity: the sum of the weights of what may run at once; at least 1.
    ///   - maximumWaiting: how many callers may wait.
    package init(capacity: Int, maximumWaiting: Int = .max) {
        self.capacity = max(1, capacity)
        self.maximumWaiting = maximumWaiting
        free = self.capacity
    }

    /// Runs `body` when there is room for it.
    ///
    /// - Throws: ``Refusal``; `CancellationError` when the task is cancelled while it waits; what `body` throws.
    package nonisolated func run<Result: Sendable>(
        weight: Int = 1, _ body: () async throws -> Result
    ) async throws -> Result {
        try await enter(weight)
        do {
            let result = try await body()
            await leave(weight)
            return result
        } catch {
            await leave(weight)
            throw error
        }
    }

    private func enter(_ weight: Int) async throws {
        try Task.checkCancellation()
        guard weight <= capacity else { throw Refusal.tooHeavy }
        if waiting.isEmpty, weight <= free {
            free -= weight
            return
        }
        guard waiting.count < maximumWaiting else { throw Refusal.crowded }
        let id = nextID
        nextID += 1
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiting.append(Waiter(id: id, weight: weight, continuation: continuation))
                // The task may have been cancelled before it stood in the queue; its handler then found nobody.
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            Task { await self.cancel(id) }
        }
    }

    private func leave(_ weight: Int) {
        free += weight
        admit()
    }

    private func cancel(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(throwing: CancellationError())
        // It may have been what held up those behind it.
        admit()
    }

    private func admit() {
        while let first = waiting.first, first.weight <= free {
            free -= first.weight
            waiting.removeFirst().continuation.resume()
        }
    }
}
