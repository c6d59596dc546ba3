internal import Foundation
internal import RenditionsTesting

/// Ten times as many uploads as the server can process.
package struct OverloadTrial: Trial {
    package struct Options: Sendable {
        package var seconds = 60
        package var seed: UInt64 = 1
        /// Of what the server can process.
        package var factor = 10.0
        /// Images that may wait or be worked on, as the server is told.
        package var backlog = 16
        /// Whether what takes too long is a violation.
        package var holdsBars = false

        package init() {}
    }

    /// Seconds in which the server must be as it was before.
    private static let recovery = 5.0
    /// Of the times of uploads that are accepted: of those unloaded, and seconds besides.
    private static let ratio = 2.0
    private static let slack = 0.05

    private let program: String
    private let scratch: Scratch
    let options: Options
    let gallery: Gallery
    let ledger = Ledger()
    package let verdict: Verdict

    package init(_ program: String, _ scratch: Scratch, _ options: Options) throws {
        try scratch.make()
        self.program = program
        self.scratch = scratch
        self.options = options
        gallery = Gallery(seed: options.seed)
        verdict = Verdict(holdsBars: options.holdsBars)
    }

    /// - Returns: the lines that tell it.
    package func run() async throws -> String {
        let settings = ServerSettings(["--processing-backlog", "\(options.backlog)"] + Bars.pixelSetting)
        return try await ServerProcess.run(program, settings, in: scratch, verdict) { server in
            let capacity = try await capacity(of: server)
            let unloaded = try await answerTimes(of: server)
            ProcessFigures.forgetPeak(of: server.identifier)
            let before = ProcessFigures(of: server.identifier)
            let storm = Storm(
                port: server.port, gallery: gallery, seed: options.seed, ledger: ledger, verdict: verdict,
                perSecond: options.factor * capacity, seconds: options.seconds)
            let isOver = Signal()
            async let watched = QueueWatch(server.port, until: isOver)
            async let late = Lateness.measure(until: isOver)
            defer { isOver.set() }
            let result = try await storm.run()
            isOver.set()
            let after = ProcessFigures(of: server.identifier)
            let recovery = try await recovery(of: server, unloaded: unloaded)
            let queue = try await watched
            let lateness = try await late
            judge(result, queue, unloaded, recovery)
            judgeTimes(result, unloaded, lateness)
            Bars.judge(after?.peak, pixels: Bars.pixels, verdict)
            let audit = Audit(port: server.port, gallery: gallery, seed: options.seed, ledger: ledger, verdict: verdict)
            let counts = try await audit.run()
            _ = try await ListAudit(port: server.port, ledger, verdict)
            return verdict.report(
                """
                overload: capacity \(Self.text(capacity)) images/s, sent \(Self.text(result.rate)) uploads/s for \
                \(options.seconds) s: \(result.accepted.count) accepted, \(result.refused.count) refused; queue at most \
                \(queue.images) images of \(options.backlog); \(queue.inside) uploads at once and \(queue.waiting) waiting \
                for that
                overload: accepted in p50 \(result.accepted.text(0.5)), p99 \(result.accepted.text(0.99)), unloaded p99 \
                \(unloaded.text(0.99)), ratio \(result.accepted.ratio(0.99, to: unloaded)); refused in p50 \
                \(result.refused.text(0.5)), p99 \(result.refused.text(0.99)); of each, what the senders were late themselves: p50 \
                \(lateness.text(0.5)), p99 \(lateness.text(0.99)); as before again after \
                \(Timings.text(recovery)); memory \(Bytes.text(before?.resident)), at most \(Bytes.text(after?.peak)); looked \
                at \(counts.images) images
                """)
        }
    }

    private func judge(_ storm: Storm.Result, _ queue: QueueWatch, _ unloaded: Timings, _ recovery: Double) {
        if queue.images > options.backlog {
            verdict.add("\(queue.images) images waited, of \(options.backlog) that may")
        }
        if storm.accepted.count == 0 { verdict.add("nothing was accepted") }
        if recovery > Self.recovery { verdict.missBar("after \(Timings.text(recovery)) the server was not as before") }
    }

    /// What the senders are late by themselves is none of the server's doing: they share the processors with it and with
    /// the images that it works on, all of which are busy all the time by intention.
    private func judgeTimes(_ storm: Storm.Result, _ unloaded: Timings, _ lateness: Timings) {
        let late = lateness.quantile(0.99) ?? 0
        if let time = storm.refused.quantile(0.99), time > Bars.refusal + late {
            verdict.missBar("who is turned away knows it after \(Timings.text(time))")
        }
        if let time = storm.accepted.quantile(0.99), let usual = unloaded.quantile(0.99),
            time > Self.ratio * usual + Self.slack + late
        {
            verdict.missBar("who is accepted knows it after \(Timings.text(time)), and unloaded \(Timings.text(usual))")
        }
    }

    private static func text(_ rate: Double) -> String { String(format: "%.1f", rate) }
}
