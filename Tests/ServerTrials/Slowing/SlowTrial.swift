internal import Foundation
internal import RenditionsTesting

/// Very many clients that send next to nothing, while another one reads renditions.
package struct SlowTrial {
    package struct Options: Sendable {
        /// Half of them are slow with the head, half with the body.
        package var connections = 1000
        package var seed: UInt64 = 1
        /// For how long the other client reads by itself first.
        package var baseline = Duration.seconds(10)

        package init() {}
    }

    /// Seconds that the server is told: for a head, for a window of a body, for waiting to be let in.
    private static let headSeconds = 10
    private static let windowSeconds = 10
    private static let waitSeconds = 10
    /// Beyond those, for one that keeps the last answer back, and for a machine that has much to do.
    private static let tolerance = Duration.seconds(20)

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
            let after = try await settled(server, before?.descriptors)
            return report(ends, alone: alone, beside: beside, before, most, after)
        }
    }

    private func attack(
        _ server: ServerProcess, _ reader: Reader
    ) async throws -> (ends: [(SlowClient.Part, SlowClient.End)], beside: Timings, most: ProcessFigures?) {
        let isOver = Signal()
        async let beside = reader.read(until: isOver)
        async let most = Self.most(of: server.identifier, until: isOver)
        let ends = try await withThrowingTaskGroup(of: (SlowClient.Part, SlowClient.End).self) { group in
            let limit = Duration.seconds(Self.waitSeconds + Self.windowSeconds) + Self.tolerance
            for number in 0..<options.connections {
                let part = number.isMultiple(of: 2) ? SlowClient.Part.head : .body
                let client = SlowClient(port: server.port, part: part, limit: limit)
                group.addTask { (part, try await client.run()) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        isOver.set()
        return (ends, try await beside, await most)
    }

    /// The most descriptors that the process had open.
    private static func most(of process: Int32, until isOver: Signal) async -> ProcessFigures? {
        var most: ProcessFigures?
        while !isOver.isSet {
            if let now = ProcessFigures(of: process), now.descriptors > most?.descriptors ?? 0 { most = now }
            try? await Task.sleep(for: .milliseconds(100))
        }
        return most
    }

    /// Figures when the server has closed what its clients have.
    private func settled(_ server: ServerProcess, _ descriptors: Int?) async throws -> ProcessFigures? {
        let end = ContinuousClock.now + Self.tolerance
        while let now = ProcessFigures(of: server.identifier), let descriptors {
            if now.descriptors <= descriptors { return now }
            guard ContinuousClock.now < end else {
                verdict.add("the server had \(descriptors) open descriptors, and keeps \(now.descriptors)")
                return now
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        return nil
    }

    private func report(
        _ ends: [(SlowClient.Part, SlowClient.End)], alone: Timings, beside: Timings, _ before: ProcessFigures?,
        _ most: ProcessFigures?, _ after: ProcessFigures?
    ) -> String {
        var times: [SlowClient.Part: Timings] = [:]
        var statuses: [String: Int] = [:]
        for (part, end) in ends {
            times[part, default: Timings()].add(end.time)
            statuses[end.status.map(String.init) ?? "none", default: 0] += 1
            if !end.wasCut {
                verdict.add("a client slow with the \(part) was not cut in \(Timings.text(end.time / .seconds(1)))")
            }
            if let status = end.status, ![408, 503].contains(status) {
                verdict.add("a slow client was answered \(status)")
            }
        }
        func text(_ part: SlowClient.Part) -> String {
            let times = times[part] ?? Timings()
            return "p50 \(times.text(0.5)), worst \(times.text(1))"
        }
        return verdict.report(
            """
            slow: \(ends.count) connections at 10 bytes/s; cut in the head (limit \(Self.headSeconds) s): \(text(.head)); in \
            the body (limit \(Self.windowSeconds) s, and \(Self.waitSeconds) s to be let in): \(text(.body)); answers: \
            \(statuses.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
            slow: a client that reads: p99 alone \(alone.text(0.99)) of \(alone.count), beside them \(beside.text(0.99)) of \
            \(beside.count), ratio \(beside.ratio(0.99, to: alone)), p50 ratio \(beside.ratio(0.5, to: alone)); descriptors \
            \(Self.text(before?.descriptors)), at most \(Self.text(most?.descriptors)), \
            then \(Self.text(after?.descriptors)); memory \(Bytes.text(before?.resident)), then \(Bytes.text(after?.resident))
            """)
    }

    private static func text(_ count: Int?) -> String { count.map { "\($0)" } ?? "-" }
}
