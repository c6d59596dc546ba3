internal import Renditions
internal import RenditionsWorkflow

/// A process that takes executions from the journal and carries them on; when it crashes it starts again after a while.
struct Worker: Sendable {
    let deployment: Deployment
    let name: String

    private var world: World { deployment.world }
    private var journal: Journal { deployment.journal }

    func run() async {
        while !world.isOver, !Task.isCancelled {
            let life = Life(name)
            world.lives[name] = life
            await Caller.$current.withValue(Caller(life)) { await work(life) }
            guard !world.isOver else { break }
            await world.scheduler.park(
                until: world.scheduler.milliseconds + world.scheduler.draw(100...300_000), bells: [world.over])
        }
    }

    private func work(_ life: Life) async {
        let registry: TaskRegistry
        do {
            registry = try deployment.registry()
        } catch {
            return world.ledger.violate(.executionsEnd, "a worker can't start: \(error)")
        }
        await withDiscardingTaskGroup { group in
            while life.isAlive, !world.isOver, !Task.isCancelled {
                let claim: (Journal.Lease, Journal.Entry)?
                do {
                    claim = try await journal.claim()
                } catch {
                    if life.isAlive { await world.scheduler.park(until: world.scheduler.milliseconds + 1_000) }
                    continue
                }
                if let (lease, entry) = claim {
                    let drive = ExecutionDrive(world, journal, registry, life, lease, entry)
                    group.addTask { await drive.run() }
                } else {
                    await world.scheduler.park(
                        until: journal.nextExpiry, bells: [journal.changed, life.end, world.over])
                }
            }
        }
    }
}
