internal import Foundation
internal import Synchronization

/// A server in a process of its own, which listens.
package final class ServerProcess: Sendable {
    /// How it ended.
    struct End: Sendable {
        /// What it exited with, or the signal that ended it.
        var status: Int32
        var wasKilled: Bool
        var time: ContinuousClock.Instant
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    package let port: Int
    /// From the start of the process until it could be reached.
    let startTime: Duration
    private let process: Process
    private let output: Pipe
    private let ends: AsyncStream<End>
    private let end = Mutex<End?>(nil)

    /// Returns when the server listens.
    ///
    /// - Throws: ``Failure`` where it ends before that.
    init(_ program: String, _ settings: ServerSettings, in scratch: Scratch) async throws {
        let begin = ContinuousClock.now
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments =
            settings.arguments + [
                "--http-port", "0", "--storage-folder", scratch.data, "--recipe", scratch.recipePath,
            ]
        process.environment = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("RENDITIONS_") }.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        let (ends, ended) = AsyncStream.makeStream(of: End.self)
        process.terminationHandler = { process in
            ended.yield(
                End(
                    status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
                    time: .now))
            ended.finish()
        }
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        let log = try FileHandle(forWritingTo: URL(filePath: scratch.logPath))
        try log.seekToEnd()
        process.standardError = log
        try process.run()
        guard let port = await Self.port(saidIn: output.fileHandleForReading) else {
            process.terminate()
            let said = try String(contentsOfFile: scratch.logPath, encoding: .utf8)
            throw Failure(description: "the server did not start: \(said.suffix(600))")
        }
        self.port = port
        self.process = process
        self.output = output
        self.ends = ends
        startTime = ContinuousClock.now - begin
    }

    var identifier: Int32 { process.processIdentifier }

    func send(_ signal: Int32) { kill(identifier, signal) }

    /// Waits for its end.
    ///
    /// - Returns: nil where it has not ended by itself within that time; then it was killed.
    func waitForEnd(within limit: Duration) async -> End? {
        if let end = end.withLock({ $0 }) { return end }
        let found = await withTaskGroup(of: End?.self) { group in
            group.addTask { [ends] in await ends.first { _ in true } }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        if found == nil { send(SIGKILL) }
        end.withLock { $0 = found }
        return found
    }

    /// The port of the line with which a server says that it is ready; nil where its output ends before.
    private static func port(saidIn handle: FileHandle) async -> Int? {
        let (chunks, said) = AsyncStream.makeStream(of: Data.self)
        handle.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty { said.finish() } else { said.yield(data) }
        }
        // Somebody goes on reading: a server that writes to nobody would get an error.
        var text = ""
        for await chunk in chunks {
            text += String(decoding: chunk, as: UTF8.self)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            if let line = lines.first(where: { $0.contains("ready on http://") }) {
                return line.split(separator: ":").last.flatMap { Int($0) }
            }
        }
        return nil
    }
}

extension ServerProcess {
    /// Starts a server, and sees to it that it is gone in the end.
    static func run<Result>(
        _ program: String, _ settings: ServerSettings, in scratch: Scratch,
        _ body: (ServerProcess) async throws -> Result
    ) async throws -> Result {
        let server = try await ServerProcess(program, settings, in: scratch)
        do {
            let result = try await body(server)
            server.send(SIGTERM)
            _ = await server.waitForEnd(within: .seconds(60))
            return result
        } catch {
            server.send(SIGKILL)
            _ = await server.waitForEnd(within: .seconds(60))
            throw error
        }
    }
}
