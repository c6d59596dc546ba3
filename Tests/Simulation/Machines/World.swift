internal import Logging
internal import Renditions

/// Everything that a run consists of.
///
/// Unchecked: guarded as ``Scheduler`` is; what changes is touched by its one thread only.
package final class World: @unchecked Sendable {
    package let scheduler: Scheduler
    package let weather: Weather
    package let defect: Defect?
    package let ledger: Ledger

    /// Whether nothing goes wrong any more.
    package private(set) var isCalm: Bool
    /// Whether the run has ended: nothing has an effect any more.
    package private(set) var isOver = false
    /// Rings when something has ended that others may wait for.
    package let settled = Bell()
    /// Rings when the run is over.
    package let over = Bell()

    /// How often something went wrong that has work done again.
    package private(set) var mishaps = 0
    /// Whether work may be done twice.
    var isDisturbed: Bool { mishaps > 0 || weather.haste > 0 }
    /// The processes that run now, by name.
    var lives: [String: Life] = [:]
    /// Nobody listens.
    let logger = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }
    private var outage: (place: Place, time: Range<Int>)?

    package init(scheduler: Scheduler, weather: Weather, defect: Defect? = nil, keepsTrace: Bool = false) {
        self.scheduler = scheduler
        self.weather = weather
        self.defect = defect
        isCalm = !weather.isRough
        ledger = Ledger(scheduler: scheduler, keepsTrace: keepsTrace)
        if weather.outage > 0 {
            let start = scheduler.draw(0...60_000)
            outage = (scheduler.draw(from: [.originals, .renditions, .records]), start..<start + weather.outage)
        }
        scheduler.haste = weather.haste
        ledger.onViolation = { [weak self] in self?.end() }
    }

    /// From now on nothing goes wrong.
    package func calm() {
        isCalm = true
        scheduler.haste = 0
        ledger.note("now nothing goes wrong any more")
    }

    /// Has everything come to its end: whatever is done from now on fails.
    package func end() {
        isOver = true
        scheduler.ring(over)
        scheduler.ring(settled)
    }

    /// Has every worker start again, as when the application's next version is rolled out.
    func restartAll() {
        ledger.note("all workers start again")
        for (_, life) in lives.sorted(by: { $0.key < $1.key }) { life.kill(scheduler) }
    }

    // MARK: Calls between processes

    /// Carries out a call to something outside of the calling process: others may go on before and after it, and on the way
    /// there and back all may go wrong that the weather has.
    ///
    /// - Parameters:
    ///   - fault: what the caller is thrown when the call or its reply is lost.
    ///   - effect: all that the call does, at one moment.
    func call<Result>(
        _ place: Place, _ operation: @autoclosure () -> String, fault: any Error, effect: () throws -> Result
    ) async throws -> Result {
        // Whoever is not part of a simulation.
        guard let caller = Caller.current else { return try effect() }
        try await travel(caller, to: place)
        try Task.checkCancellation()
        if isLost(weather.requestLost, caller, at: place) {
            ledger.note("\(operation()) is lost", caller)
            throw fault
        }
        let result = Swift.Result { try effect() }
        try await travel(caller, to: place)
        if isLost(weather.replyLost, caller, at: place) {
            ledger.note("the reply to \(operation()) is lost", caller)
            throw fault
        }
        return try result.get()
    }

    private func isLost(_ probability: Double, _ caller: Caller, at place: Place) -> Bool {
        guard !isCalm else { return false }
        let isAway = outage.map { $0.place == place && $0.time.contains(scheduler.milliseconds) } ?? false
        guard isAway || scheduler.happens(probability) else { return false }
        mishaps += 1
        return true
    }

    /// A point at which a process waits: it may take a while, stand still or die.
    private func travel(_ caller: Caller, to place: Place) async throws {
        await scheduler.pause()
        try check(caller)
        if scheduler.happens(0.3) { await scheduler.park(until: scheduler.milliseconds + scheduler.draw(1...50)) }
        if !isCalm {
            if scheduler.happens(weather.slow) {
                await scheduler.park(until: scheduler.milliseconds + scheduler.draw(1_000...20_000))
            }
            if scheduler.happens(weather.endless) {
                mishaps += 1
                await scheduler.park(until: scheduler.milliseconds + scheduler.draw(60_000...600_000))
            }
            if caller.life.isMortal { strike(caller.life) }
        }
        while caller.life.isAlive, caller.life.frozenUntil > scheduler.milliseconds {
            await scheduler.park(until: caller.life.frozenUntil, bells: [caller.life.end, over])
            if Task.isCancelled { break }
        }
        try check(caller)
    }

    private func strike(_ life: Life) {
        if scheduler.happens(weather.crash) {
            mishaps += 1
            ledger.note("\(life.name) crashes")
            life.kill(scheduler)
        } else if scheduler.happens(weather.freeze) {
            mishaps += 1
            life.frozenUntil = scheduler.milliseconds + scheduler.draw(30_000...300_000)
            ledger.note("\(life.name) stands still")
        }
    }

    private func check(_ caller: Caller) throws {
        guard caller.life.isAlive, !isOver else { throw Crash() }
    }

    /// Whether something of this probability goes wrong now.
    func goesWrong(_ probability: Double) -> Bool {
        guard !isCalm, scheduler.happens(probability) else { return false }
        mishaps += 1
        return true
    }
}

/// What processes call.
enum Place: String {
    case originals, renditions, records, quarantine, journal, engine
}
