import Foundation
import Simulation
import Synchronization
import Testing

/// What decides what goes on next, and what time it is.
@Suite struct SchedulerTests {
    /// In which order some tasks go on that each pause thrice.
    private static func order(_ seed: UInt64) -> [Int] {
        let scheduler = Scheduler(seed: seed)
        let order = NumberLog()
        scheduler.run {
            await withDiscardingTaskGroup { group in
                for number in 0..<5 {
                    group.addTask {
                        for _ in 0..<3 {
                            await scheduler.pause()
                            order.add(number)
                        }
                    }
                }
            }
        }
        return order.numbers
    }

    @Test func theOrderFollowsFromTheSeed() async {
        let (orders, again) = await Thread.run {
            ((1...20 as ClosedRange<UInt64>).map(Self.order), (1...20 as ClosedRange<UInt64>).map(Self.order))
        }
        #expect(orders == again)
        #expect(Set(orders).count > 15)
        #expect(orders.allSatisfy { $0.count == 15 })
    }

    @Test func timePassesWhenNothingElseCanGoOn() async {
        let times = await Thread.run {
            let scheduler = Scheduler(seed: 7)
            let times = NumberLog()
            scheduler.run {
                await withDiscardingTaskGroup { group in
                    for delay in [86_400_000, 5, 300] {
                        group.addTask {
                            try? await scheduler.sleep(delay)
                            times.add(scheduler.milliseconds)
                        }
                    }
                }
            }
            return times.numbers
        }
        #expect(times == [5, 300, 86_400_000])
    }

    @Test func whoIsCancelledWakes() async {
        let milliseconds = await Thread.run {
            let scheduler = Scheduler(seed: 7)
            scheduler.run {
                await withTaskGroup { group in
                    group.addTask { await scheduler.park(until: nil) }
                    group.addTask { try? await scheduler.sleep(86_400_000) }
                    group.cancelAll()
                }
            }
            return scheduler.milliseconds
        }
        #expect(milliseconds == 0)
    }

    @Test func bellsWakeThoseWhoWaitForThem() async {
        let woken = await Thread.run {
            let scheduler = Scheduler(seed: 7)
            let woken = NumberLog()
            let bell = Bell()
            scheduler.run {
                await withDiscardingTaskGroup { group in
                    group.addTask {
                        await scheduler.park(until: nil, bells: [bell])
                        woken.add(scheduler.milliseconds)
                    }
                    try? await scheduler.sleep(40)
                    scheduler.ring(bell)
                }
            }
            return woken.numbers
        }
        #expect(woken == [40])
    }

    @Test func whatCanNotGoOnIsNoticed() async {
        let stalls = await Thread.run {
            let scheduler = Scheduler(seed: 7)
            let stalls = Mutex<[Scheduler.Stall]>([])
            scheduler.run(onStall: { stall in stalls.withLock { $0.append(stall) } }) {
                await scheduler.park(until: nil)
            }
            return stalls.withLock { $0 }
        }
        #expect(stalls == [.stuck])
    }

    @Test func whatGoesOnForEverIsNoticed() async {
        let stalls = await Thread.run {
            let scheduler = Scheduler(seed: 7)
            let stalls = Mutex<[Scheduler.Stall]>([])
            scheduler.run(limit: 1_000, onStall: { stall in stalls.withLock { $0.append(stall) } }) {
                while !Task.isCancelled { await scheduler.pause() }
            }
            return stalls.withLock { $0 }
        }
        #expect(stalls == [.endless])
    }
}
