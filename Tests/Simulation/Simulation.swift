internal import Renditions
internal import RenditionsTasks
internal import RenditionsTesting
internal import RenditionsWorkflow

/// One run of the image workflows in a world that follows from a seed: users, a trigger, ingestors and workers on stores
/// that fail, until everything has come to its end; watched by the invariants all along.
package struct Simulation: Sendable {
    package var seed: UInt64
    package var defect: Defect?
    /// Whether what happens is kept as text.
    package var keepsTrace = false

    /// Far more than any run takes that comes to an end.
    private static let maximumSteps = 500_000

    package init(seed: UInt64, defect: Defect? = nil, keepsTrace: Bool = false) {
        self.seed = seed
        self.defect = defect
        self.keepsTrace = keepsTrace
    }

    /// Runs on the calling thread.
    package func run() -> SimulationResult {
        let scheduler = Scheduler(seed: seed)
        let world = World(
            scheduler: scheduler, weather: Weather(seed: seed), defect: defect, keepsTrace: keepsTrace)
        let trigger = Trigger(world)
        let deployment = Deployment(world) { key, isThere in trigger.changed(key, isThere: isThere) }
        let story = Story(deployment: deployment, trigger: trigger)
        scheduler.run(
            limit: Self.maximumSteps,
            onStall: { stall in
                world.ledger.violate(
                    .executionsEnd, stall == .stuck ? "nothing goes on any more" : "it goes on and on")
            }
        ) {
            await withDiscardingTaskGroup { group in
                for name in ["worker-1", "worker-2"] {
                    group.addTask { await Worker(deployment: deployment, name: name).run() }
                }
                group.addTask { await trigger.run(deployment) }
                do {
                    try await story.tell()
                } catch {
                    if !world.isOver { world.ledger.violate(.executionsEnd, "the run broke off: \(error)") }
                }
                world.end()
            }
        }
        return SimulationResult(
            seed: seed, violations: world.ledger.violations, fingerprint: world.ledger.fingerprint,
            steps: scheduler.steps, executions: deployment.journal.order.count, mishaps: world.mishaps,
            trace: world.ledger.trace)
    }
}

/// What came of a run.
package struct SimulationResult: Hashable, Sendable {
    package var seed: UInt64
    /// Empty where everything held.
    package var violations: [Violation]
    /// Stands for all that happened, in the order in which it did.
    package var fingerprint: String
    package var steps: Int
    package var executions: Int
    /// How often something went wrong.
    package var mishaps: Int
    /// Empty where it was not asked for.
    package var trace: [String]
}
