internal import Logging
internal import RenditionsWorkflow
internal import Synchronization

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension DurableRunner {
    /// Takes executions and carries them out, until the task is cancelled or ``shutdown()`` is called. Then tasks that run
    /// are cancelled and waited for, and what was taken is given back, so that another worker goes on at once.
    ///
    /// - Throws: `WorkflowError` with code `corrupt` when the journal is damaged; `wrong-state` when it runs already. What
    ///   may pass, such as a full disk, is waited for.
    public func run() async throws {
        let mayRun = try state.withLock { state in
            guard !state.isRunning else { throw WorkflowError(.wrongState, "The runner runs already.") }
            state.isRunning = !state.isShutDown
            return state.isRunning
        }
        guard mayRun else { return }
        defer {
            let waiters = state.withLock { state in
                state.isRunning = false
                defer { state.waiters = [] }
                return state.waiters
            }
            for waiter in waiters { waiter.resume() }
        }
        let worker = try await JournalWorker.register(configuration, journal: journal)
        // Not a child: cancellation must not reach it while tasks are waited for, or another worker takes over what one of
        // them still does.
        let renewal = Task { [self] in try await renew(worker) }
        do {
            try await withThrowingTaskGroup { group in
                group.addTask { try await renewal.value }
                group.addTask { [self] in try await work(worker) }
                // Whichever ends first ends the other.
                defer {
                    renewal.cancel()
                    group.cancelAll()
                }
                try await group.next()
            }
        } catch {
            try? await worker.leave()
            throw error
        }
        try await worker.leave()
    }

    /// Ends ``run()`` and waits for its end.
    public func shutdown() async {
        state.withLock { $0.isShutDown = true }
        journal.watchers.hasWork()
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                guard state.isRunning else { return true }
                state.waiters.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    private func work(_ worker: JournalWorker) async throws {
        var kinds = ServableMachines()
        var alarm = WorkflowAlarm(clock: journal.clock) { [watchers = journal.watchers] in watchers.hasWork() }
        defer { alarm.clear() }
        try await withThrowingDiscardingTaskGroup { group in
            for await _ in journal.watchers.watch(.work) {
                let now = state.withLock { $0 }
                guard !now.isShutDown else { break }
                let room = max(1, configuration.maximumExecutions) - now.loops.count
                let takings: JournalWorker.Takings
                do {
                    takings = try await worker.take(
                        max(0, room), kinds: kinds, registry: registry, refused: now.refused,
                        hasSuspect: now.suspect != nil)
                } catch let error as WorkflowError where error.isRetryable {
                    logger.debug("The journal can't be asked for work: \(error)")
                    continue
                }
                kinds = takings.kinds
                for id in takings.unreadable {
                    logger.debug("What the journal holds of an execution can't be read.", metadata: ["id": "\(id)"])
                    state.withLock { _ = $0.refused.insert(id) }
                }
                for taken in takings.executions {
                    let inbox = ExecutionInbox()
                    state.withLock { state in
                        state.loops[taken.token] = inbox
                        if taken.isSuspect { state.suspect = taken.token }
                    }
                    group.addTask { [self] in await carryOut(taken, worker, inbox) }
                }
                for stop in takings.stops {
                    state.withLock { $0.loops[stop.token] }?.put(.stop(error: stop.error, cause: stop.cause))
                }
                alarm.set(takings.nextWake)
                // There may be more than there was room for. Room that came about meanwhile is used at once, other room
                // when it comes about.
                let hasRoom = state.withLock { state in
                    state.isBehind = takings.executions.count >= room
                    return state.isBehind && state.loops.count < max(1, configuration.maximumExecutions)
                }
                if hasRoom { journal.watchers.hasWork() }
            }
            group.cancelAll()
        }
    }

    /// Says now and then that the worker is there, and lets go of what others have taken from it meanwhile.
    private func renew(_ worker: JournalWorker) async throws {
        while !Task.isCancelled {
            let next = journal.leaseClock.now.addingTimeInterval(configuration.leaseDuration / .seconds(3))
            guard (try? await journal.leaseClock.sleep(until: next)) != nil else { return }
            let loops = state.withLock { $0.loops }
            do {
                let held = try await worker.renew()
                for (token, inbox) in loops where !held.contains(token) { inbox.close() }
            } catch let error as WorkflowError where error.isRetryable {
                logger.debug("The lease can't be renewed: \(error)")
            }
        }
    }

    private func carryOut(_ taken: JournalWorker.Taken, _ worker: JournalWorker, _ inbox: ExecutionInbox) async {
        do {
            let resumed = try await worker.resume(taken)
            var loop = ExecutionLoop(
                resumed.interpreter, keeper: JournalKeeper(taken, configuration: configuration, journal: journal),
                registry: registry, clock: journal.clock, logger: logger, inbox: inbox)
            let end = await loop.run(resumed.inputs)
            await loop.clearAway()
            switch end {
            case .finished, .left: break
            case .cancelled: await giveBack(taken, worker)
            case .lost(let error): throw error
            }
        } catch is LostLease {
            logger.debug("Another worker has taken an execution over.", metadata: ["token": "\(taken.token)"])
        } catch {
            logger.debug("An execution can't be carried out here: \(error)")
            // What may pass is tried again, here or elsewhere.
            if (error as? WorkflowError)?.isRetryable != true {
                state.withLock { _ = $0.refused.insert(taken.stored.id) }
            }
            await giveBack(taken, worker)
        }
        let keptOthersAway = state.withLock { state in
            state.loops[taken.token] = nil
            if taken.isSuspect { state.suspect = nil }
            return taken.isSuspect || state.isBehind
        }
        if keptOthersAway { journal.watchers.hasWork() }
    }
    /// Gives an execution back, however long that takes: kept under a lease that is renewed, nobody would carry it out.
    /// When the run ends, all is given back at once.
    private func giveBack(_ taken: JournalWorker.Taken, _ worker: JournalWorker) async {
        while true {
            do {
                return try await worker.giveBack(taken)
            } catch {
                logger.debug("An execution can't be given back: \(error)")
                let next = journal.leaseClock.now.addingTimeInterval(1)
                guard (try? await journal.leaseClock.sleep(until: next)) != nil else { return }
            }
        }
    }
}
