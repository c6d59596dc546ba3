internal import RenditionsTesting

/// Clients that send a little faster than they must, as many as hold all turns for uploads, and come again when they are
/// cut, while another one uploads pictures.
package struct CrowdTrial: Trial {
    package struct Options: Sendable {
        /// Twice as many as there are turns, so that the next wait already when some are cut.
        package var connections = 32
        /// Uploads that are received at once, as the server is told.
        package var turns = 16
        package var seed: UInt64 = 1
        /// Seconds that the server is told: for a window of a body, and for waiting to be let in.
        package var windowSeconds = 10.0
        package var waitSeconds = 15.0
        package var holdsBars = false

        package init() {}
    }

    /// Windows after which they are gone.
    private static let windows = 4.0

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

    /// - Returns: the lines that tell it.
    package func run() async throws -> String {
        let settings = ServerSettings([
            "--http-maximum-uploads", "\(options.turns)", "--http-body-window-seconds", "\(options.windowSeconds)",
            "--http-upload-wait-seconds", "\(options.waitSeconds)",
        ])
        return try await ServerProcess.run(program, settings, in: scratch, verdict) { server in
            // With what every server has in memory that was used.
            let reader = try await Reader(port: server.port, gallery: gallery, seed: options.seed, verdict)
            _ = try await reader.readOnce(10 * options.turns, lanes: options.turns)
            let before = await server.idle()
            let (ends, uploads) = try await attack(server)
            let after = try await server.settled(to: before?.descriptors, verdict)
            judge(ends, uploads)
            Bars.judge(after?.peak, verdict)
            return verdict.report(
                """
                crowd: \(options.connections) connections at \(SlowClient.Part.crowd.bytesPerSecond) bytes/s for \
                \(options.turns) turns, in \(ends.all.count) attempts, \(ends.cut(with: 408)) of them cut; limit \
                \(options.windowSeconds) s beside others that wait, and \(options.waitSeconds) s to be let in: \
                \(ends.text()); answers: \(ends.statuses)
                crowd: a client that uploads: \(uploads.count) in p50 \(uploads.text(0.5)), worst \(uploads.text(1)); memory \
                at most \(Bytes.text(after?.peak)) of \(Bytes.text(Bars.memory))
                """)
        }
    }

    /// Attackers come first, so that all turns are theirs.
    private func attack(_ server: ServerProcess) async throws -> (SlowEnds, Timings) {
        let isOver = Signal()
        let attack = Attack(
            kind: .crowd, port: server.port, connections: options.connections,
            seconds: Self.windows * options.windowSeconds)
        let uploader = Uploader(port: server.port, gallery: gallery, seed: options.seed, verdict)
        async let uploads = uploadInCrowd(uploader, server.port, until: isOver)
        defer { isOver.set() }
        let ends = SlowEnds(all: try await attack.runInItsProcess())
        isOver.set()
        return (ends, try await uploads)
    }

    /// Begins when all turns are taken and somebody waits.
    private func uploadInCrowd(_ uploader: Uploader, _ port: Int, until isOver: Signal) async throws -> Timings {
        while !isOver.isSet {
            let metrics = try await ServerMetrics.read(from: port)
            if metrics["renditions_http_requests_waiting{lane=\"uploads\"}"] > 0 { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await uploader.upload(until: isOver)
    }

    private func judge(_ ends: SlowEnds, _ uploads: Timings) {
        // Those that are there when the attack ends are cut by nobody: then nobody waits.
        let limit = options.waitSeconds + options.windowSeconds
        // Who comes while as many wait as may is told to come again, as everybody is.
        ends.judge(statuses: [408, 503], bearable: limit + Bars.lateness / .seconds(1), verdict)
        ends.judge(SlowClient.Part.crowd.rawValue, within: limit, verdict)
        let cut = ends.cut(with: 408)
        if cut < options.turns { verdict.add("\(cut) slow ones were cut, and there are \(options.turns) turns") }
        if uploads.count == 0 { verdict.add("nothing was uploaded beside them") }
    }
}
