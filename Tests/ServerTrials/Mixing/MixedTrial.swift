internal import Foundation
internal import RenditionsTesting
internal import ServedProgram

/// Everything at once, for a while: uploads, of which some are hostile, reads, deletions, lists and followers.
package struct MixedTrial: Trial {
    package struct Options: Sendable {
        package var seconds = 300
        package var seed: UInt64 = 1
        package var visitors = 8
        /// Of 100 uploads.
        package var hostilePercent = 5
        /// A folder of hostile files. Where there is none, damaged ones are made.
        package var hostile: String?
        /// Whether memory and descriptors are held against what they may be.
        package var holdsBars = false

        package init() {}
    }

    /// The memory at the end, of that after the first minute, at most. Held against it in runs that are long enough for
    /// caches to be full at both times.
    private static let memoryRatio = 1.15
    private static let longEnough = 180
    /// The descriptors at the end, of those after the first minute, and besides, at most.
    private static let descriptorRatio = 1.2
    private static let descriptorSlack = 20
    /// So many images are there at most; beyond that they are deleted as others come.
    private static let maximumLive = 300

    private let program: String
    private let scratch: Scratch
    private let options: Options
    private let gallery: Gallery
    private let ledger = Ledger()
    package let verdict: Verdict

    package init(_ program: String, _ scratch: Scratch, _ options: Options) throws {
        try scratch.make()
        self.program = program
        self.scratch = scratch
        self.options = options
        gallery = Gallery(seed: options.seed, hostile: options.hostile)
        verdict = Verdict(holdsBars: options.holdsBars)
    }

    /// - Returns: the lines that tell it.
    package func run() async throws -> String {
        // Hostile files may take as long as they can; with the default of 10 seconds they would take all the time there is.
        let settings = ServerSettings(
            ["--processing-max-seconds", "2", "--processing-backlog", "64"] + Bars.pixelSetting)
        return try await ServerProcess.run(program, settings, in: scratch, verdict) { server in
            let log = VisitLog(ledger, verdict)
            let memory = await visit(server, log)
            let audit = Audit(port: server.port, gallery: gallery, seed: options.seed, ledger: ledger, verdict: verdict)
            let counts = try await audit.run()
            let list = try await ListAudit(port: server.port, ledger, verdict)
            judge(memory)
            return report(log, counts, list, memory)
        }
    }

    /// Figures of memory, after a minute or a fifth of the time, and at the end.
    private struct Memory {
        var early: ProcessFigures?
        var late: ProcessFigures?

        var ratio: Double? {
            guard let early, let late else { return nil }
            return Double(late.resident) / Double(early.resident)
        }
    }

    private func visit(_ server: ServerProcess, _ log: VisitLog) async -> Memory {
        var random = SeededRandom(seed: options.seed)
        let seeds = (0..<options.visitors).map { _ in random.next() }
        let mix = Visitor.Mix(hostilePercent: options.hostilePercent, maximumLive: Self.maximumLive)
        return await withTaskGroup(of: Void.self) { group in
            for seed in seeds {
                group.addTask { [gallery, options] in
                    var visitor = Visitor(
                        port: server.port, gallery: gallery, seed: options.seed, mix: mix, log: log,
                        random: SeededRandom(seed: seed))
                    await visitor.run()
                }
            }
            let early = options.seconds >= Self.longEnough ? 60 : max(1, options.seconds / 5)
            var memory = Memory()
            try? await Task.sleep(for: .seconds(early))
            memory.early = ProcessFigures(of: server.identifier)
            try? await Task.sleep(for: .seconds(options.seconds - early))
            memory.late = ProcessFigures(of: server.identifier)
            log.stop()
            return memory
        }
    }

    private func judge(_ memory: Memory) {
        Bars.judge(memory.late?.peak, pixels: Bars.pixels, verdict)
        if let early = memory.early?.descriptors, let late = memory.late?.descriptors,
            Double(late) > Self.descriptorRatio * Double(early) + Double(Self.descriptorSlack)
        {
            verdict.missBar("there were \(early) descriptors, and are \(late)")
        }
        guard options.seconds >= Self.longEnough, !Sanitizers.mayBeOn, let ratio = memory.ratio,
            ratio > Self.memoryRatio
        else { return }
        verdict.add("memory has grown to \(String(format: "%.2f", ratio)) times what it was after a minute")
    }

    private func report(_ log: VisitLog, _ counts: Audit.Counts, _ list: ListAudit, _ memory: Memory) -> String {
        let kinds = log.counts.sorted { $0.key < $1.key }.map { kind, count in
            "\(kind) \(count) (p99 \(log.timings(of: kind).text(0.99)))"
        }
        let sent = ledger.entries
        return verdict.report(
            """
            mixed: \(options.seconds) s from seed \(options.seed): \(kinds.joined(separator: ", ")); refused with \
            Retry-After \(log.refusals)
            mixed: uploads \(sent.count), hostile \(sent.filter(\.content.isHostile).count), acknowledged \
            \(sent.filter { $0.id != nil }.count); looked at \(counts.images) images, \(counts.renditions) renditions, \
            \(counts.failures) that failed as they may, \(counts.deletions) deletions; listed \(list.listed), never promised \
            \(list.unpromised)
            mixed: memory \(Bytes.text(memory.early?.resident)) early, \(Bytes.text(memory.late?.resident)) at the end, ratio \
            \(memory.ratio.map { String(format: "%.2f", $0) } ?? "-"), at most \(Bytes.text(memory.late?.peak)) of \
            \(Bytes.text(Bars.memory)) and processing.max-memory, which is \(Bytes.text(Bars.pixels)); descriptors \
            \(memory.early?.descriptors ?? 0), then \(memory.late?.descriptors ?? 0)
            """)
    }
}
