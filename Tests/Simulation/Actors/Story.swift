internal import Renditions
internal import RenditionsTasks
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What happens in a run, from the first upload to the last look.
struct Story: Sendable {
    let deployment: Deployment
    let trigger: Trigger

    private var world: World { deployment.world }
    private var scheduler: Scheduler { world.scheduler }
    private static let day = 86_400_000

    func tell() async throws {
        let count = world.weather.isHasty ? scheduler.draw(1...2) : scheduler.draw(2...4)
        let keys: [ObjectKey] = Array(["a.png", "b.png", "c.png", "d.png"].prefix(count))
        await withTaskGroup { group in
            for name in ["user-1", "user-2"] {
                let user = User(deployment: deployment, name: name, keys: keys, actions: scheduler.draw(2...4))
                group.addTask { await user.run() }
            }
            if world.weather.changesRecipe { group.addTask { await changeRecipe() } }
            if world.weather.sweeps, world.weather.isLong { group.addTask { await sweepNowAndThen() } }
        }
        if !world.weather.isLasting { world.calm() }
        try await settle()
        world.calm()
        try await operate { try await end(keys) }
    }

    /// What operators do when all is well again: nothing may be missing then.
    private func end(_ keys: [ObjectKey]) async throws {
        // No worker with the recipe of before is left.
        if world.weather.changesRecipe { world.restartAll() }
        try await recover()
        if world.weather.tellsAgain {
            for key in keys { trigger.tell(key, .created) }
            try await settle()
        }
        try await replayQuarantine(keys)
        if world.weather.changesRecipe {
            _ = try await Rerender(try deployment.ingestor()).apply(run: "last")
            try await settle()
        }
        try await FinalState(deployment: deployment, keys: keys).check()
        guard !world.isOver else { return }
        try await scheduler.sleep(2 * Self.day)
        _ = try await sweep(deletes: true)
        FinalState(deployment: deployment, keys: keys).checkNoOrphans()
        // Whatever may come that late finds everything done.
        for key in keys {
            trigger.tell(key, .removed)
            trigger.tell(key, .created, in: 1)
        }
        try await settle()
        try await FinalState(deployment: deployment, keys: keys).check()
    }

    private func operate(_ body: () async throws -> Void) async throws {
        try await Caller.$current.withValue(Caller(Life("operator", isMortal: false))) { try await body() }
    }

    /// Waits until nobody does anything any more.
    private func settle() async throws {
        let start = scheduler.milliseconds
        while trigger.pending > 0 || !deployment.journal.unended.isEmpty {
            await scheduler.park(until: start + 30 * Self.day, bells: [world.settled, world.over])
            guard !world.isOver else { throw Crash() }
            try Task.checkCancellation()
            guard scheduler.milliseconds < start + 30 * Self.day else {
                let names = deployment.journal.unended.map(\.name)
                return world.ledger.violate(.executionsEnd, "these have not ended after a month: \(names)")
            }
        }
    }

    /// What failed because stores were away for too long. Erasures go on where they were; what was to be processed is told of
    /// again, since a failure that could not be written down would be out of date by now.
    private func recover() async throws {
        let runner = try deployment.ingestor().runner
        for execution in try await runner.executions(ExecutionListRequest(status: .failed)) {
            if execution.identity.workflow == EraseAsset.name {
                _ = try await runner.redrive(execution.identity)
            } else if case .failed(let error, _) = execution.outcome,
                error != ErrorName.originalRefused, error != ErrorName.originalQuarantined
            {
                trigger.tell(try execution.input.decoded(as: ProcessRequest.self).original.key, .created)
            }
        }
        try await settle()
    }

    private func replayQuarantine(_ keys: [ObjectKey]) async throws {
        for key in keys {
            let entries = try await deployment.quarantine.entries(AssetID(original: key))
            if !entries.isEmpty { _ = try await deployment.ingestor().ingest(key, run: "replay") }
        }
        try await settle()
    }

    private func changeRecipe() async {
        await scheduler.park(until: scheduler.milliseconds + scheduler.draw(0...600_000), bells: [world.over])
        deployment.changeRecipe()
        if scheduler.happens(0.5) { world.restartAll() }
        let life = Life("backfill")
        do {
            try await Caller.$current.withValue(Caller(life)) {
                _ = try await Rerender(try deployment.ingestor()).apply(concurrency: 2, run: "first")
            }
        } catch {
            world.ledger.note("the backfill breaks off: \(error)")
        }
    }

    private func sweepNowAndThen() async {
        for _ in 0..<4 {
            await scheduler.park(
                until: scheduler.milliseconds + scheduler.draw(1...20) * Self.day / 2, bells: [world.over])
            guard !world.isOver else { return }
            do {
                _ = try await Caller.$current.withValue(Caller(Life("sweeper"))) { try await sweep(deletes: true) }
            } catch {
                world.ledger.note("the sweep breaks off: \(error)")
            }
        }
    }

    private func sweep(deletes: Bool) async throws -> SweepResult {
        let processor = try deployment.processor()
        return try await Sweep(renditions: processor.renditions, records: processor.records, clock: deployment.clock)
            .run(deletes: deletes)
    }
}
