internal import Renditions
internal import RenditionsTasks

/// Tells of changes of originals: once or more often, in any order, soon or hours later, until somebody takes it.
///
/// Unchecked: guarded as ``Scheduler`` is.
final class Trigger: @unchecked Sendable {
    private struct Delivery {
        var key: ObjectKey
        var kind: IngestEvent.Kind
        var due: Int
    }

    private let world: World
    private var queue: [Delivery] = []
    private let arrived = Bell()
    private var count = 0
    /// Deliveries that nobody has taken yet.
    private(set) var pending = 0

    init(_ world: World) { self.world = world }

    /// Something has changed under a key.
    func changed(_ key: ObjectKey, isThere: Bool) {
        let scheduler = world.scheduler
        for _ in 0..<scheduler.draw(from: [1, 1, 1, 2, 2, 3]) {
            let delay =
                switch scheduler.draw(0...9) {
                case 3... where world.weather.isHasty: scheduler.draw(0...200)
                case 0: scheduler.draw(3_600_000...21_600_000)
                case 1...2: scheduler.draw(10_000...600_000)
                default: scheduler.draw(0...5_000)
                }
            tell(key, isThere ? .created : .removed, in: delay)
        }
    }

    func tell(_ key: ObjectKey, _ kind: IngestEvent.Kind, in delay: Int = 0) {
        pending += 1
        queue.append(Delivery(key: key, kind: kind, due: world.scheduler.milliseconds + delay))
        world.scheduler.ring(arrived)
    }

    /// Delivers until the world ends.
    func run(_ deployment: Deployment) async {
        await withDiscardingTaskGroup { group in
            while !world.isOver, !Task.isCancelled {
                while !queue.isEmpty {
                    let delivery = queue.removeFirst()
                    group.addTask { await self.deliver(delivery, to: deployment) }
                }
                await world.scheduler.park(until: nil, bells: [arrived, world.over])
            }
        }
    }

    private func deliver(_ delivery: Delivery, to deployment: Deployment) async {
        await world.scheduler.park(until: delivery.due, bells: [world.over])
        count += 1
        let name = "ingestor-\(count)"
        while !world.isOver, !Task.isCancelled {
            do {
                try await Caller.$current.withValue(Caller(Life(name))) { try await take(delivery, deployment) }
                break
            } catch {
                world.ledger.note("\(name) fails: \(error)")
                await world.scheduler.park(
                    until: world.scheduler.milliseconds + world.scheduler.draw(1_000...30_000), bells: [world.over])
            }
        }
        pending -= 1
        world.scheduler.ring(world.settled)
    }

    private func take(_ delivery: Delivery, _ deployment: Deployment) async throws {
        world.ledger.note("hears that \(delivery.key) was \(delivery.kind.rawValue)")
        let ingestor = try deployment.ingestor()
        switch world.defect {
        case .trustsEvents where delivery.kind == .removed: _ = try await ingestor.erase(delivery.key)
        case .startsTwice: _ = try await ingestor.ingest(delivery.key, run: "\(count)")
        default: _ = try await ingestor.ingest(IngestEvent(delivery.kind, delivery.key, source: .notification))
        }
    }
}
