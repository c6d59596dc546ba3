internal import Synchronization

/// Who waits for something in a journal to change.
package final class JournalWatchers: Sendable {
    /// What is waited for.
    package enum Interest: Sendable {
        case events(of: Int64)
        case end(of: Int64)
        /// That time passes, as well.
        case endOrTime(of: Int64)
        /// Anything that a worker has to look at.
        case work

        var execution: Int64? {
            switch self {
            case .events(let id), .end(let id), .endOrTime(let id): id
            case .work: nil
            }
        }
    }

    private struct State {
        var watchers: [Int: (interest: Interest, changes: AsyncStream<Void>.Continuation)] = [:]
        /// Those of each execution, so that a change of one costs nothing for the others.
        var byExecution: [Int64?: Set<Int>] = [:]
        var count = 0
        var poll: Task<Void, Never>?
    }

    private let state = Mutex(State())
    /// Waits for the time of a look at what others have written, and looks. Nil when there is no more.
    private let poll: @Sendable () async -> Bool?
    /// Which of some executions have not ended; nil when that can't be told.
    private let running: @Sendable (Set<Int64>) async -> Set<Int64>?

    package init(
        poll: @escaping @Sendable () async -> Bool?, running: @escaping @Sendable (Set<Int64>) async -> Set<Int64>?
    ) {
        self.poll = poll
        self.running = running
    }

    deinit { state.withLock { $0.poll }?.cancel() }

    /// Gives an element at once, and whenever there may be something new; ends when the task is cancelled.
    package func watch(_ interest: Interest) -> AsyncStream<Void> {
        let (stream, changes) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.count += 1
            state.watchers[state.count] = (interest, changes)
            state.byExecution[interest.execution, default: []].insert(state.count)
            if state.poll == nil { state.poll = polling() }
            return state.count
        }
        changes.yield()
        changes.onTermination = { [weak self] _ in self?.remove(number) }
        return stream
    }

    private func remove(_ number: Int) {
        let poll = state.withLock { state -> Task<Void, Never>? in
            guard let interest = state.watchers.removeValue(forKey: number)?.interest else { return nil }
            state.byExecution[interest.execution]?.remove(number)
            if state.byExecution[interest.execution]?.isEmpty == true { state.byExecution[interest.execution] = nil }
            guard state.watchers.isEmpty else { return nil }
            defer { state.poll = nil }
            return state.poll
        }
        poll?.cancel()
    }

    /// Something has become of an execution.
    func changed(_ execution: Int64, hasEnded: Bool) {
        notify(state.withLock { state in state.byExecution[execution] }) { interest in
            if case .events = interest { true } else { hasEnded }
        }
    }

    /// There is something for workers to do.
    func hasWork() { notify(state.withLock { $0.byExecution[nil] }) { _ in true } }

    private func notify(_ numbers: Set<Int>?, _ isConcerned: (Interest) -> Bool) {
        guard let numbers else { return }
        let changes = state.withLock { state in
            numbers.compactMap { state.watchers[$0] }.filter { isConcerned($0.interest) }.map(\.changes)
        }
        for each in changes { each.yield() }
    }

    private func polling() -> Task<Void, Never> {
        Task { [weak self, poll] in
            while let hasChanged = await poll(), !Task.isCancelled {
                guard let self else { return }
                await look(hasChanged)
            }
        }
    }

    private func look(_ hasChanged: Bool) async {
        let running = hasChanged ? await stillRunning() : []
        let changes = state.withLock { state in
            state.watchers.values.filter { watcher in
                switch watcher.interest {
                case .work, .endOrTime: true
                case .events: hasChanged
                case .end(let execution): hasChanged && !running.contains(execution)
                }
            }.map(\.changes)
        }
        for each in changes { each.yield() }
    }

    /// One question for all whose end is waited for, and not one by each who waits.
    private func stillRunning() async -> Set<Int64> {
        let executions = state.withLock { state in
            Set(
                state.watchers.values.compactMap { watcher in
                    if case .end(let execution) = watcher.interest { execution } else { nil }
                })
        }
        return executions.isEmpty ? [] : await running(executions) ?? []
    }
}
