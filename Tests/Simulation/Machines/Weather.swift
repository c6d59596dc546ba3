internal import RenditionsTesting

/// How much goes wrong in a run, and what it is made of. Follows from the seed.
///
/// Probabilities are of one call, 0 to 1; durations are milliseconds.
package struct Weather: Sendable {
    /// Of a request that does not arrive.
    package var requestLost = 0.0
    /// Of a reply that does not arrive: all is done, and the caller does not know.
    package var replyLost = 0.0
    /// Of a call that takes seconds.
    package var slow = 0.0
    /// Of a call that takes longer than a step may.
    package var endless = 0.0
    /// Of a process dying, at each point where it waits for something.
    package var crash = 0.0
    /// Of a process standing still for longer than its leases last.
    package var freeze = 0.0
    /// Of a body that breaks off.
    package var cutBody = 0.0
    /// Of an engine that has no memory left.
    package var engineBusy = 0.0
    /// Chance at each step that time passes although something could go on.
    package var haste = 0.0
    /// For how long one of the stores is away, beginning at some moment; zero for never.
    package var outage = 0
    /// Whether the stores are behind layers that make calls again.
    package var retries = false
    /// Whether who loses an execution stops its tasks; otherwise they go on beside those of the next one.
    package var stopsLostWork = true
    /// To how many milliseconds the store of originals knows when an object was written.
    package var resolution = 1
    /// Whether the application changes its recipe on the way.
    package var changesRecipe = false
    /// Whether stores are swept on the way.
    package var sweeps = false
    /// Whether users do one thing right after the other, on few keys, and are told of at once.
    package var isHasty = false
    /// Whether users wait for days between some of what they do.
    package var isLong = false
    /// Whether faults go on until everything else has ended.
    package var isLasting = false

    /// Whether everything is told of once more at the end. It must not be needed, since each change was told of after it was
    /// made, but where the same bytes may come back within one step of the clock.
    package var tellsAgain = true

    /// Nothing goes wrong.
    package static let calm = Weather()

    package init() {}

    package init(seed: UInt64) {
        var random = SeededRandom(seed: seed &* 0x2545_F491_4F6C_DD1D)
        func happens(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &random) < probability }
        func upTo(_ bound: Double) -> Double { Double.random(in: 0...bound, using: &random) }
        retries = happens(0.4)
        resolution = happens(0.25) ? 1_000 : 1
        changesRecipe = happens(0.2)
        isLong = happens(0.15)
        sweeps = isLong || happens(0.1)
        isLasting = happens(0.5)
        stopsLostWork = happens(0.7)
        tellsAgain = happens(0.5) || resolution > 1
        isHasty = happens(0.35)
        // One in four is calm: duplicates and order alone must do no harm, and cost nothing.
        guard happens(0.75) else { return }
        if happens(0.8) { (requestLost, replyLost) = (upTo(0.06), upTo(0.06)) }
        if happens(0.5) { slow = upTo(0.05) }
        if happens(0.3) { endless = upTo(0.01) }
        if happens(0.6) { crash = upTo(0.01) }
        if happens(0.4) { freeze = upTo(0.005) }
        if happens(0.3) { cutBody = upTo(0.1) }
        if happens(0.3) { engineBusy = upTo(0.2) }
        if happens(0.3) { haste = upTo(0.02) }
        if happens(0.15) { outage = Int.random(in: 60_000...3_600_000, using: &random) }
    }

    /// Whether something can go wrong that has work done twice.
    package var isRough: Bool {
        [requestLost, replyLost, slow, endless, crash, freeze, cutBody, engineBusy, haste].contains { $0 > 0 }
            || outage > 0
    }
}
