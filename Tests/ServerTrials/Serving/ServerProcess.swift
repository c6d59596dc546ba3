internal import Foundation
internal import ServedProgram

/// A server in a process of its own, which listens.
package final class ServerProcess: Sendable {
    /// How it ended.
    struct End: Sendable {
        /// What it exited with, or 128 and the number of the signal that ended it.
        var status: Int32
        var time: ContinuousClock.Instant
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    let port: Int
    /// From the start of the process until it could be reached.
    let startTime: Duration
    private let program: RunningProgram
    private let scratch: Scratch

    /// Returns when the server listens.
    ///
    /// - Throws: ``Failure`` where it ends before that.
    init(_ path: String, _ settings: ServerSettings, in scratch: Scratch) async throws {
        let begin = ContinuousClock.now
        let place = ["--http-port", "0", "--storage-folder", scratch.data, "--recipe", scratch.recipePath]
        program = try RunningProgram(
            path, settings.arguments + place,
            environment: ["SWIFT_BACKTRACE": "enable=no"])
        let line = await program.output.line(with: "ready on http://")
        guard let port = line?.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw Failure(description: "the server did not start: \(program.errors.all.suffix(5))")
        }
        self.port = port
        self.scratch = scratch
        startTime = ContinuousClock.now - begin
    }

    var identifier: Int32 { program.process }

    func send(_ signal: Int32) { program.send(signal: signal) }

    /// Waits for its end, and keeps what it said.
    ///
    /// - Returns: nil where it has not ended by itself within that time; then it was killed.
    func waitForEnd(within limit: Duration) async -> End? {
        let end = await withTaskGroup(of: End?.self) { group in
            group.addTask { [program] in End(status: await program.status(), time: .now) }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            let end = await group.next() ?? nil
            if end == nil { send(SIGKILL) }
            group.cancelAll()
            return end
        }
        scratch.note(program.errors.all)
        return end
    }
}

extension ServerProcess {
    /// Starts a server, and sees to it that it is gone in the end.
    static func run<Result>(
        _ path: String, _ settings: ServerSettings, in scratch: Scratch, _ verdict: Verdict,
        _ body: (ServerProcess) async throws -> Result
    ) async throws -> Result {
        let server = try await ServerProcess(path, settings, in: scratch)
        let result = try await body(server)
        server.send(SIGTERM)
        let end = await server.waitForEnd(within: .seconds(60))
        if end?.status != 0 {
            verdict.add("the server ended with \(end.map { "\($0.status)" } ?? "nothing but a kill")")
        }
        return result
    }
}
