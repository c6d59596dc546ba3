/// Lets so many callers in at once; the others wait in the order in which they came.
actor ConcurrencyLimit {
    private var free: Int
    private var waiting: [(id: Int, continuation: CheckedContinuation<Void, any Error>)] = []
    private var nextID = 0

    init(_ limit: Int) { free = max(1, limit) }

    /// Runs `body` when there is room for it.
    ///
    /// - Throws: `CancellationError` when the task is cancelled while it waits, and what `body` throws.
    nonisolated func run<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        try await enter()
        do {
            let result = try await body()
            await leave()
            return result
        } catch {
            await leave()
            throw error
        }
    }

    private func enter() async throws {
        try Task.checkCancellation()
        if free > 0, waiting.isEmpty {
            free -= 1
            return
        }
        let id = nextID
        nextID += 1
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiting.append((id, continuation))
                // The task may have been cancelled before it stood in the queue; its handler then found nobody.
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            Task { await self.cancel(id) }
        }
    }

    private func cancel(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(throwing: CancellationError())
    }

    private func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().continuation.resume()
        }
    }
}
