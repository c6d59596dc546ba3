internal import Foundation
internal import RenditionsTesting

/// Very many clients that send next to nothing, while another one reads renditions.
package struct SlowTrial: Trial {
    package struct Options: Sendable {
        /// Half of them are slow with the head, half with the body.
        package var connections = 1000
        package var seed: UInt64 = 1
        /// For how long the other client reads by itself first.
        package var baseline = Duration.seconds(10)
        /// Whether what takes too long is a violation.
        package var holdsBars = false

        package init() {}
    }

    /// Seconds that the server is told: for a head, for a window of a body, for waiting to be let in.
    private static let headSeconds = 10
    private static let windowSeconds = 10
    private static let waitSeconds = 10
    /// Beyond those, for one that keeps the last answer back, and for a machine that has much to do.
    private static let tolerance = 20
    /// How many times as long as alone the other client may wait beside them. Where it is less than the difference in
    /// seconds, it says nothing: the attackers take their share of the same processors.
    private static let ratio = 1.5
    private static let difference = 0.002

    private let program: String
    private let scratch: Scratch
    private let options: Options
    private let gallery: Gallery
    package let verdict: Verdict

    package init(_ program: String, _ scratch: Scratch, _ options: Options) throws {
        try scratch.make()
        self.program = program
        self.scratch = scratch
        self.options = options
        gallery = Gallery(seed: options.seed)
        verdict = Verdict(holdsBars: options.holdsBars)
    }

    /// - Returns: the line that tells it.
    package func run() async throws -> String {
        // One more than they are, or nobody else would get in before they are cut.
        let settings = ServerSettings([
            "--http-maximum-connections", "\(options.connections + 100)", "--http-head-seconds", "\(Self.headSeconds)",
            "--http-body-window-seconds", "\(Self.windowSeconds)", "--http-upload-wait-seconds", "\(Self.waitSeconds)",
        ])
        return try await ServerProcess.run(program, settings, in: scratch, verdict) { server in
            let reader = try await Reader(port: server.port, gallery: gallery, seed: options.seed, verdict)
            let alone = try await reader.read(for: options.baseline)
            let before = ProcessFigures(of: server.identifier)
            let (ends, beside, most) = try await attack(server, reader)
            let after = try await server.settled(to: before?.descriptors, verdict)
            judge(ends, alone: alone, beside: beside, after)
            return report(ends, alone: alone, beside: beside, before, most, after)
        }
    }

    private func attack(
        _ server: ServerProcess, _ reader: Reader
    ) async throws -> (ends: SlowEnds, beside: Timings, most: ProcessFigures?) {
        let isOver = Signal()
        async let beside = reader.read(until: isOver)
        async let most = server.busiest(until: isOver)
        let attack = Attack(
            kind: .slow, port: server.port, connections: options.connections,
            seconds: Double(Self.waitSeconds + Self.windowSeconds + Self.tolerance))
        defer { isOver.set() }
        let ends = SlowEnds(all: try await attack.runInItsProcess())
        isOver.set()
        return (ends, try await beside, await most)
    }

    private func judge(_ ends: SlowEnds, alone: Timings, beside: Timings, _ after: ProcessFigures?) {
        if ends.all.count != options.connections { verdict.add("\(ends.all.count) slow clients came to an end") }
        ends.judge(statuses: [408, 503], verdict)
        ends.judge("head", within: Double(Self.headSeconds), verdict)
        ends.judge("body", within: Double(Self.waitSeconds + Self.windowSeconds), verdict)
        Bars.judge(after?.peak, verdict)
        if let mine = beside.quantile(0.99), let usual = alone.quantile(0.99), mine > Self.ratio * usual,
            mine - usual >= Self.difference
        {
            verdict.missBar("who reads beside them waits \(Timings.text(mine)), and alone \(Timings.text(usual))")
        }
    }

    private func report(
        _ ends: SlowEnds, alone: Timings, beside: Timings, _ before: ProcessFigures?, _ most: ProcessFigures?,
        _ after: ProcessFigures?
    ) -> String {
        verdict.report(
            """
            slow: \(ends.all.count) connections at 10 bytes/s; cut in the head (limit \(Self.headSeconds) s): \
            \(ends.text("head")); in the body (limit \(Self.windowSeconds) s, and \(Self.waitSeconds) s to be let in): \
            \(ends.text("body")); answers: \(ends.statuses)
            slow: a client that reads: p99 alone \(alone.text(0.99)) of \(alone.count), beside them \(beside.text(0.99)) of \
            \(beside.count), ratio \(beside.ratio(0.99, to: alone)) (held against \(Self.ratio) where they are \
            \(Timings.text(Self.difference)) apart), p50 ratio \(beside.ratio(0.5, to: alone)); descriptors \
            \(Self.text(before?.descriptors)), at most \(Self.text(most?.descriptors)), \
            then \(Self.text(after?.descriptors)); memory \(Bytes.text(before?.resident)), then \
            \(Bytes.text(after?.resident)), at most \(Bytes.text(after?.peak)) of \(Bytes.text(Bars.memory))
            """)
    }

    private static func text(_ count: Int?) -> String { count.map { "\($0)" } ?? "-" }
}
