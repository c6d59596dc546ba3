internal import RenditionsTesting

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// The one thread on which a simulation runs. It decides what goes on next, and what time it is.
///
/// Everything that could go on stands in one pool, from which a generator of numbers picks. Time stands still as long as
/// something can go on, unless that generator decides otherwise, and then passes to the next moment that somebody waits for.
/// So every order of events follows from the seed.
///
/// Unchecked: everything is touched by the thread of ``run(_:)`` only, on which all jobs run one after the other.
package final class Scheduler: TaskExecutor, @unchecked Sendable {
    private enum Item {
        case job(UnownedJob)
        case continuation(UnsafeContinuation<Void, Never>)
    }

    private struct Sleeper {
        /// Milliseconds; nil for somebody who only waits to be woken.
        var due: Int?
        var continuation: UnsafeContinuation<Void, Never>
    }

    private var pool: [Item] = []
    private var sleepers: [Int: Sleeper] = [:]
    private var sleeperCount = 0
    private var picks: SeededRandom
    private var draws: SeededRandom

    /// Milliseconds since the simulation began.
    package private(set) var milliseconds = 0
    /// How often something went on.
    package private(set) var steps = 0
    /// Chance, 0 to 1, that time passes at a step although something could go on, as it does on busy machines.
    package var haste = 0.0
    /// Stands for every choice so far.
    private(set) var digest = StableDigest()

    package init(seed: UInt64) {
        picks = SeededRandom(seed: seed)
        draws = SeededRandom(seed: seed ^ 0xD6E8_FEB8_6659_FD93)
    }

    // MARK: What is drawn

    package func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &draws) }
    package func draw<Element>(from elements: [Element]) -> Element { elements[draw(0...elements.count - 1)] }
    package func drawSeed() -> UInt64 { draws.next() }
    /// A number from 0 up to and without 1.
    package func drawFraction() -> Double { Double.random(in: 0..<1, using: &draws) }
    package func happens(_ probability: Double) -> Bool { probability > 0 && drawFraction() < probability }

    // MARK: Time

    /// When every simulation begins.
    private static let beginning = Date(timeIntervalSince1970: 1_800_000_000)

    package var now: Date { Self.date(milliseconds) }

    /// The moment so many milliseconds after the beginning.
    package static func date(_ milliseconds: Int) -> Date {
        beginning.addingTimeInterval(Double(milliseconds) / 1000)
    }

    /// The milliseconds of a moment, the next whole one.
    package func milliseconds(of date: Date) -> Int {
        Int((date.timeIntervalSince(Self.beginning) * 1000).rounded(.up))
    }

    // MARK: Waiting

    /// Lets others go on first, if the generator wants it so.
    package func pause() async {
        await withUnsafeContinuation { pool.append(.continuation($0)) }
    }

    /// Waits.
    ///
    /// - Throws: `CancellationError`.
    package func sleep(_ duration: Int) async throws {
        await park(until: milliseconds + duration)
        try Task.checkCancellation()
    }

    /// Waits for a moment or for one of some bells, whichever comes first, or until the task is cancelled.
    ///
    /// - Parameter due: milliseconds; nil to wait for bells only.
    package func park(until due: Int?, bells: [Bell] = []) async {
        sleeperCount += 1
        let id = sleeperCount
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume() }
                sleepers[id] = Sleeper(due: due, continuation: continuation)
                for bell in bells { bell.waiting.append(id) }
            }
        } onCancel: {
            wake(id)
        }
        for bell in bells { bell.waiting.removeAll { $0 == id } }
    }

    /// Wakes whoever waits for a bell.
    package func ring(_ bell: Bell) {
        for id in bell.waiting { wake(id) }
        bell.waiting = []
    }

    private func wake(_ id: Int) {
        guard let sleeper = sleepers.removeValue(forKey: id) else { return }
        pool.append(.continuation(sleeper.continuation))
    }

    // MARK: Running

    package func enqueue(_ job: consuming ExecutorJob) { pool.append(.job(UnownedJob(job))) }

    /// Runs something, and all that it begins, to its end on the calling thread.
    ///
    /// - Parameters:
    ///   - limit: steps after which it is cancelled. What still does not end then is a deadlock of the simulation itself.
    ///   - onStall: is told why it is cancelled: nothing can go on any more, or the limit is reached.
    package func run(
        limit: Int = .max, onStall: @escaping (Stall) -> Void = { _ in }, _ body: @escaping @Sendable () async -> Void
    ) {
        var isCancelled = false
        isDone = false
        let root = Task(executorPreference: self) {
            await body()
            self.isDone = true
        }
        while !(isDone && pool.isEmpty) {
            if steps >= limit, !isCancelled {
                onStall(.endless)
                isCancelled = true
                root.cancel()
            }
            if pool.isEmpty || happensNow(haste) {
                // A machine may be slow, but not for days.
                let passed = passTime(atMost: pool.isEmpty ? .max : 120_000)
                if !passed, pool.isEmpty {
                    precondition(!isCancelled, "something waits that cancellation does not reach")
                    onStall(.stuck)
                    isCancelled = true
                    root.cancel()
                    continue
                }
            }
            guard !pool.isEmpty else { continue }
            steps += 1
            let index = pool.count == 1 ? 0 : Int.random(in: 0..<pool.count, using: &picks)
            digest.add(index)
            pool.swapAt(index, pool.count - 1)
            switch pool.removeLast() {
            case .job(let job): job.runSynchronously(on: asUnownedTaskExecutor())
            case .continuation(let continuation): continuation.resume()
            }
        }
    }

    /// Why something is cancelled that should have ended by itself.
    package enum Stall: Sendable {
        /// Everyone waits, and nobody for time to pass.
        case stuck
        /// It has gone on for more steps than it may.
        case endless
    }

    private var isDone = false

    private func happensNow(_ probability: Double) -> Bool {
        probability > 0 && Double.random(in: 0..<1, using: &picks) < probability
    }

    /// Wakes whoever waits for the next moment that somebody waits for.
    ///
    /// - Parameter bound: milliseconds; if it is further away nothing happens.
    /// - Returns: false when nobody waits for time.
    private func passTime(atMost bound: Int) -> Bool {
        guard let next = sleepers.values.compactMap(\.due).min() else { return false }
        guard bound == .max || next - milliseconds <= bound else { return true }
        milliseconds = max(milliseconds, next)
        for id in sleepers.keys.sorted() where sleepers[id]?.due.map({ $0 <= milliseconds }) ?? false { wake(id) }
        return true
    }
}

/// What is waited for besides time.
///
/// Unchecked: guarded as ``Scheduler`` is, which alone touches it.
package final class Bell: @unchecked Sendable {
    fileprivate var waiting: [Int] = []

    package init() {}
}
