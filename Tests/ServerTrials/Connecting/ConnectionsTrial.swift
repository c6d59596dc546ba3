internal import RenditionsTesting
internal import ServedProgram

/// Very many connections, each with one request and gone: nothing of them is kept.
package struct ConnectionsTrial: Trial {
    package struct Options: Sendable {
        package var count = 20_000
        package var seed: UInt64 = 1

        package init() {}
    }

    /// At once.
    private static let lanes = 16
    /// Connections after which the server has what it needs for them, where there are so many.
    private static let early = 1000
    /// Of the memory then, what it may be in the end, and bytes besides.
    private static let ratio = 1.1
    private static let slack = 8 << 20

    private let program: String
    private let scratch: Scratch
    private let options: Options
    private let gallery: Gallery
    package let verdict = Verdict()

    package init(_ program: String, _ scratch: Scratch, _ options: Options) throws {
        try scratch.make()
        self.program = program
        self.scratch = scratch
        self.options = options
        gallery = Gallery(seed: options.seed)
    }

    /// - Returns: the line that tells it.
    package func run() async throws -> String {
        // Short forms have no thousand to spare.
        let early = min(Self.early, options.count / 5)
        return try await ServerProcess.run(program, ServerSettings(), in: scratch, verdict) { server in
            let reader = try await Reader(port: server.port, gallery: gallery, seed: options.seed, verdict)
            var timings = try await reader.readOnce(early, lanes: Self.lanes)
            let first = await server.idle()
            timings.add(try await reader.readOnce(options.count - early, lanes: Self.lanes))
            let last = try await server.settled(to: first?.descriptors, verdict)
            judge(first, last)
            return verdict.report(
                """
                connections: \(timings.count) with a request each, in p50 \(timings.text(0.5)), p99 \(timings.text(0.99)); \
                memory after \(early) \(Bytes.text(first?.resident)), at the end \(Bytes.text(last?.resident)); descriptors \
                \(first?.descriptors ?? 0), then \(last?.descriptors ?? 0)
                """)
        }
    }

    private func judge(_ first: ProcessFigures?, _ last: ProcessFigures?) {
        guard let first, let last, !Sanitizers.mayBeOn else { return }
        let most = Int(Self.ratio * Double(first.resident)) + Self.slack
        guard last.resident > most else { return }
        verdict.add("memory was \(Bytes.text(first.resident)), and is \(Bytes.text(last.resident))")
    }
}
