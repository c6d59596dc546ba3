internal import Renditions

/// Lets work in as long as the bytes that it is expected to hold fit into a budget; the rest waits in the order in which
/// it came.
actor MemoryBudget {
    private let total: Int
    private var used = 0
    private var waiting: [Waiter] = []
    private var nextID = 0

    private struct Waiter {
        var id: Int
        var bytes: Int
        var continuation: CheckedContinuation<Void, any Error>
    }

    init(bytes: Int) { total = bytes }

    /// Waits until `bytes` are free and takes them. Give them back with ``release(_:)``.
    ///
    /// - Throws: `RenderError` with code `memory-exhausted` when the budget could never hold so many;
    ///   `CancellationError` when the task is cancelled while it waits.
    func acquire(_ bytes: Int) async throws {
        guard bytes <= total else {
            throw RenderError(
                .memoryExhausted,
                "The work needs about \(bytes >> 20) MiB at once and the budget is \(total >> 20) MiB. Raise the budget, "
                    + "or lower the limit of pixels.")
        }
        try Task.checkCancellation()
        if waiting.isEmpty, used + bytes <= total {
            used += bytes
            return
        }
        let id = nextID
        nextID += 1
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiting.append(Waiter(id: id, bytes: bytes, continuation: continuation))
                // The task may have been cancelled before it stood in the queue; its handler then found nobody.
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            Task { await self.cancel(id) }
        }
    }

    func release(_ bytes: Int) {
        used -= bytes
        admit()
    }

    private func cancel(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(throwing: CancellationError())
        admit()
    }

    private func admit() {
        while let first = waiting.first, used + first.bytes <= total {
            used += first.bytes
            waiting.removeFirst().continuation.resume()
        }
    }
}
