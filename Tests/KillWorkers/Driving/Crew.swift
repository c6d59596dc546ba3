internal import Foundation
internal import RenditionsTesting

/// Two workers at a time, and what they were asked to do.
struct Crew {
    private let scratch: Scratch
    private let options: WorkerProcess.Options
    private(set) var workers: [WorkerProcess] = []
    private var generator: SeededRandom
    /// What nobody has.
    private var errands: [Errand] = []
    /// Errands that were acknowledged since somebody asked.
    private var acknowledged: [Int] = []
    private(set) var problems: [String] = []
    /// How often the driver killed one, and how often one ended by itself with which signal or status.
    private(set) var kills = 0
    private(set) var ends: [Int32] = []
    /// Errands that were given to another because the first died with them.
    private(set) var repeated = 0

    init(_ scratch: Scratch, _ options: WorkerProcess.Options, seed: UInt64, count: Int = 2) throws {
        // Writing to who was killed is nothing to die of.
        signal(SIGPIPE, SIG_IGN)
        self.scratch = scratch
        self.options = options
        generator = SeededRandom(seed: seed)
        for _ in 0..<count { try hire() }
    }

    var outstanding: Int { errands.count + workers.reduce(0) { $0 + $1.errands.count } }

    mutating func give(_ errand: Errand) {
        guard !workers.isEmpty else { return errands.append(errand) }
        workers[Int(generator.next() % UInt64(workers.count))].give(errand)
    }

    mutating func hire() throws {
        workers.append(try WorkerProcess(scratch, options))
        for errand in errands { give(errand) }
        errands = []
    }

    /// Kills one of them: three times in four the one that is longest there and has the most to lose, otherwise the last,
    /// which may only be starting.
    mutating func kill() {
        let worker = workers.remove(at: generator.next() % 4 > 0 ? 0 : workers.count - 1)
        worker.kill()
        kills += 1
        takeOver(worker)
    }

    /// Listens for a while, and puts others in the place of those that end by themselves.
    ///
    /// - Returns: the errands that were acknowledged.
    mutating func listen(for time: Duration) throws -> [Int] {
        let end = ContinuousClock.now + time
        while true {
            for worker in workers { hear(worker) }
            for worker in workers where worker.hasEnded {
                workers.removeAll { $0 === worker }
                ends.append(worker.end.status)
                takeOver(worker)
                try hire()
            }
            let left = end - .now
            guard left > .zero else { break }
            var descriptors = workers.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
            _ = poll(&descriptors, nfds_t(descriptors.count), Int32((left / .milliseconds(1)).rounded(.up)))
        }
        defer { acknowledged = [] }
        return acknowledged
    }

    /// Asks all to end, and waits for that.
    mutating func finish() {
        for worker in workers {
            worker.finish()
            let end = worker.end
            hear(worker)
            if end.reason != .exit || end.status != 0 {
                problems.append("a worker that was asked to end did so with \(end.status)")
            }
        }
        workers = []
    }

    private mutating func takeOver(_ worker: WorkerProcess) {
        hear(worker)
        let left = worker.errands.values.sorted { $0.number < $1.number }
        repeated += left.count
        for errand in left { give(errand) }
    }

    private mutating func hear(_ worker: WorkerProcess) {
        for line in worker.lines() {
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count >= 2, let number = Int(words[1]), let errand = worker.acknowledge(number) else {
                problems.append("a worker said \"\(line)\"")
                continue
            }
            switch words[0] {
            case "done": acknowledged.append(number)
            case "again": errands.append(errand)
            default: problems.append("an errand failed: \(line)")
            }
        }
    }
}
