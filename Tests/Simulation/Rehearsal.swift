internal import Foundation
package import Renditions
internal import RenditionsWorkflow

/// A calm world, in which a test does what it likes: nothing fails, and no trigger tells of anything.
package struct Rehearsal: Sendable {
    package let deployment: Deployment

    package var ledger: Ledger { deployment.world.ledger }
    /// How many executions were begun.
    package var executions: Int { deployment.journal.order.count }

    /// Runs something beside two workers, on a thread of its own.
    ///
    /// - Throws: what the body throws; ``Violation``.
    package static func run(seed: UInt64 = 1, _ body: @escaping @Sendable (Rehearsal) async throws -> Void) async throws
    {
        try await Thread.run { perform(seed, body) }.get()
    }

    private static func perform(
        _ seed: UInt64, _ body: @escaping @Sendable (Rehearsal) async throws -> Void
    ) -> Result<Void, any Error> {
        let scheduler = Scheduler(seed: seed)
        let world = World(scheduler: scheduler, weather: .calm)
        let rehearsal = Rehearsal(deployment: Deployment(world) { _, _ in })
        let outcome = Outcome()
        scheduler.run(onStall: { stall in world.ledger.violate(.executionsEnd, "\(stall)") }) {
            await withDiscardingTaskGroup { group in
                for name in ["worker-1", "worker-2"] {
                    group.addTask { await Worker(deployment: rehearsal.deployment, name: name).run() }
                }
                await Caller.$current.withValue(Caller(Life("test", isMortal: false))) {
                    do { try await body(rehearsal) } catch { outcome.error = error }
                }
                world.end()
            }
        }
        if let error = outcome.error ?? world.ledger.violations.first { return .failure(error) }
        return .success(())
    }

    /// What the body has thrown.
    ///
    /// Unchecked: guarded as ``Scheduler`` is.
    private final class Outcome: @unchecked Sendable {
        var error: (any Error)?
    }

    /// Waits until no execution runs.
    package func settle() async {
        while !deployment.journal.unended.isEmpty, !deployment.world.isOver, !Task.isCancelled {
            await deployment.world.scheduler.park(
                until: nil, bells: [deployment.world.settled, deployment.world.over])
        }
    }

    @discardableResult
    package func upload(
        _ picture: Picture, at key: ObjectKey, attributes: [String: String] = [:]
    ) async throws -> ObjectMetadata {
        try await deployment.originals.put(
            ObjectBody(picture.bytes), at: key, options: PutOptions(attributes: attributes))
    }

    package func record(_ key: ObjectKey) -> AssetRecord? { deployment.records[AssetID(original: key)] }

    /// How often a version was rendered.
    package func renders(_ original: ObjectMetadata) -> Int { ledger.renders[original.key]?[original.entityTag] ?? 0 }

    /// How often the engine was asked to render an original, with or without success.
    package func tries(_ key: ObjectKey) -> Int { ledger.tries[key] ?? 0 }
}
