internal import Renditions
internal import RenditionsTasks
internal import RenditionsWorkflow

/// Somebody who uploads, replaces, deletes and has things erased; who does not give up until it is done.
struct User: Sendable {
    let deployment: Deployment
    let name: String
    let keys: [ObjectKey]
    let actions: Int

    private var world: World { deployment.world }
    private var scheduler: Scheduler { world.scheduler }

    func run() async {
        await Caller.$current.withValue(Caller(Life(name, isMortal: false))) {
            for number in 0..<actions {
                guard !world.isOver else { return }
                await scheduler.park(until: scheduler.milliseconds + pauseLength, bells: [world.over])
                let key = scheduler.draw(from: keys)
                switch number == 0 ? 0 : scheduler.draw(0...19) {
                case 0...10: await upload(key)
                case 11...13: await insist { try await deployment.originals.delete(key) }
                case 14...16: await erase(key, keepsOriginal: false)
                default: await erase(key, keepsOriginal: true)
                }
            }
        }
    }

    private var pauseLength: Int {
        switch scheduler.draw(0...9) {
        case 1... where world.weather.isHasty: scheduler.draw(0...500)
        case 0: scheduler.draw(600_000...7_200_000)
        case 1 where world.weather.isLong: scheduler.draw(1...45) * 86_400_000
        case 1...3: scheduler.draw(5_000...300_000)
        default: scheduler.draw(0...3_000)
        }
    }

    private func upload(_ key: ObjectKey) async {
        let picture: Picture =
            switch scheduler.draw(0...11) {
            case 0: .poisoned
            case 1: .text
            default: .good(UInt8(scheduler.draw(0...3)))
            }
        await insist { _ = try await deployment.originals.put(ObjectBody(picture.bytes), at: key) }
    }

    private func erase(_ key: ObjectKey, keepsOriginal: Bool) async {
        await insist {
            // Who asks again asks for what is there then.
            let wish = world.ledger.wished(key, keepsOriginal: keepsOriginal)
            do {
                let execution = try await deployment.ingestor().erase(key, keepsOriginal: keepsOriginal)
                world.ledger.answered(wish, by: execution.identity)
            } catch {
                world.ledger.answered(wish, by: nil)
                throw error
            }
        }
    }

    private func insist(_ body: () async throws -> Void) async {
        while !world.isOver, !Task.isCancelled {
            do {
                return try await body()
            } catch {
                await scheduler.park(
                    until: scheduler.milliseconds + scheduler.draw(500...5_000), bells: [world.over])
            }
        }
    }
}
