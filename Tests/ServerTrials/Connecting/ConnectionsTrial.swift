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
            let before = try await settled(server)
            var timings = try await visit(reader, early)
            let first = try await server.settled(to: before?.descriptors, verdict)
            timings.add(try await visit(reader, options.count - early))
            let last = try await server.settled(to: before?.descriptors, verdict)
            judge(first, last)
            return verdict.report(
                """
                connections: \(timings.count) with a request each, in p50 \(timings.text(0.5)), p99 \(timings.text(0.99)); \
                memory \(Bytes.text(before?.resident)), after \(early) \(Bytes.text(first?.resident)), at the end \
                \(Bytes.text(last?.resident)); descriptors \(before?.descriptors ?? 0), then \(last?.descriptors ?? 0)
                """)
        }
    }

    /// Figures when what was uploaded is done with: descriptors that are open for a moment are none to come back to.
    private func settled(_ server: ServerProcess) async throws -> ProcessFigures? {
        var least = ProcessFigures(of: server.identifier)
        for _ in 0..<20 {
            try await Task.sleep(for: .milliseconds(100))
            guard let now = ProcessFigures(of: server.identifier) else { return nil }
            if now.descriptors <= least?.descriptors ?? 0 { least = now }
        }
        return least
    }

    private func visit(_ reader: Reader, _ count: Int) async throws -> Timings {
        try await withThrowingTaskGroup(of: Timings.self) { group in
            for lane in 0..<Self.lanes {
                group.addTask {
                    var timings = Timings()
                    for number in stride(from: lane, to: count, by: Self.lanes) {
                        timings.add(try await reader.readOnce(number))
                    }
                    return timings
                }
            }
            return try await group.reduce(into: Timings()) { $0.add($1) }
        }
    }

    private func judge(_ first: ProcessFigures?, _ last: ProcessFigures?) {
        guard let first, let last, !Sanitizers.mayBeOn else { return }
        let most = Int(Self.ratio * Double(first.resident)) + Self.slack
        guard last.resident > most else { return }
        verdict.add("memory was \(Bytes.text(first.resident)), and is \(Bytes.text(last.resident))")
    }
}
