internal import Foundation
internal import RenditionsTesting

/// Ends a server under load again and again, at random moments, and looks after each start whether everything is there
/// that was acknowledged.
package struct DrainTrial: Trial {
    /// What is destroyed between two starts, where somebody wants to see whether the trial notices.
    package enum Sabotage: String, CaseIterable, Sendable {
        case originals
        case renditions
        case records
    }

    package struct Options: Sendable {
        package var rounds = 100
        package var seed: UInt64 = 1
        /// Of all rounds, those in which the server is killed in place of being told to end.
        package var killedPart = 0.2
        package var visitors = 6
        /// Seconds that one image may take, as the server is told.
        package var jobSeconds = 10.0
        package var sabotage: Sabotage?
        /// Whether no request may go unanswered that was sent before the server was told to end.
        package var holdsBars = false

        package init() {}
    }

    private let program: String
    private let scratch: Scratch
    private let options: Options
    private let gallery: Gallery
    private let ledger = Ledger()
    package let verdict: Verdict
    private var random: SeededRandom
    private var endings = Timings()
    private var starts = Timings()
    private var kills = 0
    private var audits = Audit.Counts()
    private var requests: [String: Int] = [:]
    private var unanswered = 0
    private var cut = 0
    private var torn = 0
    private var refusals = 0

    /// - Parameter program: the built `renditions-server`.
    package init(_ program: String, _ scratch: Scratch, _ options: Options) throws {
        try scratch.make()
        self.program = program
        self.scratch = scratch
        self.options = options
        gallery = Gallery(seed: options.seed)
        verdict = Verdict(holdsBars: options.holdsBars)
        random = SeededRandom(seed: options.seed)
    }

    /// - Returns: the line that tells it.
    package mutating func run() async throws -> String {
        let begin = ContinuousClock.now
        for round in 0..<options.rounds where verdict.count == 0 {
            try await run(round: round)
            if (round + 1).isMultiple(of: 10) {
                FileHandle.standardOutput.write(Data("\(round + 1) rounds; \(ledger.entries.count) uploads\n".utf8))
            }
        }
        if let sabotage = options.sabotage {
            // What is still to be made would be made all the same.
            try await checkEverything()
            try destroy(sabotage)
        }
        try await checkEverything()
        if cut > 0 { verdict.missBar("\(cut) requests that were sent before SIGTERM were not answered") }
        let seconds = Int((ContinuousClock.now - begin) / .seconds(1))
        let entries = ledger.entries
        let accepted = entries.filter { $0.id != nil }.count
        return verdict.report(
            """
            drain: \(starts.count) rounds, \(kills) killed, from seed \(options.seed) in \(seconds) s; requests: \
            \(requests.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")); unanswered at \
            the end of the server \(unanswered), of those sent before SIGTERM \(cut); torn by kills \(torn), refused \(refusals)
            drain: uploads \(entries.count), acknowledged \(accepted); sent again after no answer \(audits.sentAgain), of \
            those left pending \(audits.leftPending), \
            acknowledged and repeated \(audits.repeated); looked at \(audits.images) images, \(audits.renditions) renditions, \
            \(audits.deletions) deletions
            drain: start to ready p50 \(starts.text(0.5)), worst \(starts.text(1)); SIGTERM to exit p50 \
            \(endings.text(0.5)), worst \(endings.text(1)), of \(Timings.text(exitLimit)) that it may take
            """)
    }

    /// Twice what one image may take.
    private var exitLimit: Double { 2 * options.jobSeconds }

    private var settings: ServerSettings {
        // Requests and images are waited for one after the other, so each gets a half of it.
        let seconds = "\(options.jobSeconds)"
        return ServerSettings(["--processing-max-seconds", seconds, "--shutdown-seconds", seconds])
    }

    private mutating func run(round: Int) async throws {
        let server = try await ServerProcess(program, settings, in: scratch)
        starts.add(server.startTime)
        if round > 0 { audits = try await audits + audit(server.port).run(round: round - 1) }
        ledger.begin(round: round)
        let log = VisitLog(ledger, verdict)
        let isKilled = Double(random.next() % 1000) < options.killedPart * 1000
        let delay = Duration.microseconds(Int(50_000 + random.next() % 700_000))
        let seeds = (0..<options.visitors).map { _ in random.next() }
        let end = await withTaskGroup(of: Void.self) { group in
            for seed in seeds {
                group.addTask { [gallery, options] in
                    var visitor = Visitor(
                        port: server.port, gallery: gallery, seed: options.seed, mix: Visitor.Mix(), log: log,
                        random: SeededRandom(seed: seed))
                    await visitor.run()
                }
            }
            try? await Task.sleep(for: delay)
            log.end(killed: isKilled)
            let begin = ContinuousClock.now
            server.send(isKilled ? SIGKILL : SIGTERM)
            let end = await server.waitForEnd(within: .seconds(2 * exitLimit))
            if let end, !isKilled { endings.add(end.time - begin) }
            return end
        }
        judge(end, isKilled: isKilled)
        if isKilled { kills += 1 }
        for (kind, count) in log.counts { requests[kind, default: 0] += count }
        unanswered += log.unanswered
        if !isKilled { cut += log.cut }
        torn += log.torn
        refusals += log.refusals
    }

    private func judge(_ end: ServerProcess.End?, isKilled: Bool) {
        guard let end else { return verdict.add("the server did not end in \(2 * exitLimit) s") }
        guard !isKilled else { return }
        if end.status != 0 { verdict.add("the server ended with \(end.status)") }
        if let worst = endings.quantile(1), worst > exitLimit {
            verdict.add("the server took \(Timings.text(worst)) to end, and may take \(Timings.text(exitLimit))")
        }
    }

    private func audit(_ port: Int) -> Audit {
        Audit(port: port, gallery: gallery, seed: options.seed, ledger: ledger, verdict: verdict)
    }

    private mutating func checkEverything() async throws {
        audits =
            try await audits
            + ServerProcess.run(program, settings, in: scratch, verdict) { [self] server in
                let counts = try await audit(server.port).run()
                let list = try await ListAudit(port: server.port, ledger, verdict)
                // One object for each image, however often it was sent and whatever ended in the middle of it.
                let objects = try scratch.objects(in: "originals")
                if objects != list.listed {
                    verdict.add("there are \(objects) originals of \(list.listed) images")
                }
                return counts
            }
    }

    private func destroy(_ sabotage: Sabotage) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.data)
        for name in names where name.hasPrefix(sabotage.rawValue) {
            try FileManager.default.removeItem(atPath: scratch.data + "/" + name)
        }
    }
}
