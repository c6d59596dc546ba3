internal import Foundation
internal import ServedProgram

/// Requests with bodies that are far too large, or not as they say.
///
/// What the server reads is counted by Linux, as bytes that the process has read from anything. What the sender could
/// send is more, by what the buffers of both sockets hold, which the system makes as large as it likes
/// (`/proc/sys/net/ipv4/tcp_rmem` and `tcp_wmem`).
package struct FloodTrial: Trial {
    package struct Options: Sendable {
        /// Of a body that is too large. The default is 5 GiB.
        package var bytes = 5 << 30
        /// That an upload may have, as the server is told.
        package var limit = 20 << 20

        package init() {}
    }

    /// Beyond the limit, that may be read before it is noticed.
    private static let excess = 64 << 10
    /// Of other things that are read meanwhile: records, the frames of chunks, the questions of this trial.
    private static let slack = 256 << 10
    /// By which memory may rise.
    private static let rise = 16 << 20
    /// For an answer, on a machine that has much to do.
    private static let patience = Duration.seconds(60)

    private let program: String
    private let scratch: Scratch
    private let options: Options
    package let verdict = Verdict()

    package init(_ program: String, _ scratch: Scratch, _ options: Options) throws {
        try scratch.make()
        self.program = program
        self.scratch = scratch
        self.options = options
    }

    /// - Returns: the lines that tell it.
    package func run() async throws -> String {
        let settings = ServerSettings(["--http-maximum-upload-bytes", "\(options.limit)"])
        return try await ServerProcess.run(program, settings, in: scratch, verdict) { server in
            // With what every server has in memory that was used.
            _ = try await Reader(port: server.port, gallery: Gallery(seed: 1), seed: 1, verdict)
            var lines: [String] = []
            var (most, highest) = (0, 0)
            for flood in Flood.all(bytes: options.bytes, limit: options.limit) {
                let before = ProcessFigures(of: server.identifier)
                ProcessFigures.forgetPeak(of: server.identifier)
                let end = try await flood.send(to: server.port, limit: Self.patience)
                let after = ProcessFigures(of: server.identifier)
                let read = after.flatMap { after in before.map { after.bytesRead - $0.bytesRead } }
                let rise = after.flatMap { after in before.map { after.peak - $0.resident } }
                judge(flood, end, read: read, rise: rise)
                most = max(most, read ?? 0)
                highest = max(highest, rise ?? 0)
                lines.append(text(flood, end, read: read, rise: rise))
            }
            try checkLeftovers()
            return verdict.report(
                (lines + [
                    "flood: bodies of \(Bytes.text(options.bytes)), limit \(Bytes.text(options.limit)); read at most "
                        + "\(most - options.limit) bytes beyond the limit; memory rose by \(Bytes.text(highest)) at most"
                ]).joined(separator: "\n"))
        }
    }

    private func judge(_ flood: Flood, _ end: Flood.End, read: Int?, rise: Int?) {
        if !end.wasCut { verdict.add("\(flood.name): the server did not end the connection") }
        guard let status = end.statuses.first, flood.statuses.contains(status) else {
            return verdict.add("\(flood.name): answered \(end.statuses)")
        }
        // Whatever follows is no request.
        if end.statuses.count > 2 || !end.statuses.dropFirst().allSatisfy({ $0 == 400 }) {
            verdict.add("\(flood.name): answered \(end.statuses)")
        }
        if let read, read > options.limit + Self.excess + Self.slack {
            verdict.add("\(flood.name): \(read) bytes were read")
        }
        if let rise, rise >= Self.rise, !Sanitizers.mayBeOn {
            verdict.add("\(flood.name): memory rose by \(Bytes.text(rise))")
        }
    }

    /// Nothing is kept of what was refused, also no part of it.
    private func checkLeftovers() throws {
        // What was sent with more behind it is a picture, though a damaged one.
        let expected = Reader.images + 1
        let objects = try scratch.objects(in: "originals")
        if objects > expected { verdict.add("\(objects) originals are there, of \(expected) that were accepted") }
        let left = scratch.temporaryFiles
        if !left.isEmpty { verdict.add("left behind: \(left)") }
    }

    private func text(_ flood: Flood, _ end: Flood.End, read: Int?, rise: Int?) -> String {
        "flood: \(flood.name): answered \(end.statuses.map(String.init).joined(separator: ", ")) after "
            + "\(end.time.map { Timings.text($0 / .seconds(1)) } ?? "-"); sent \(Bytes.text(end.sent)), read "
            + "\(Bytes.text(read)), memory rose by \(Bytes.text(rise))"
    }
}
