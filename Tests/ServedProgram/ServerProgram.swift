internal import BuiltPrograms
internal import Foundation
internal import Synchronization

/// The built `renditions-server`, while it runs. It ends when nobody holds it any more.
package final class ServerProgram: Sendable {
    package let output = ProgramLines()
    package let errors = ProgramLines()
    private let process: Int32
    private let end = ProgramEnd()

    /// - Parameters:
    ///   - arguments: of the server.
    ///   - environment: all variables that it has besides `PATH`.
    package init(_ arguments: [String], environment: [String: String] = [:]) throws {
        let process = Process()
        process.executableURL = URL(filePath: try BuiltProgram("renditions-server").path)
        process.arguments = arguments
        process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
        process.standardInput = FileHandle.nullDevice
        let pipes = (output: Pipe(), errors: Pipe())
        process.standardOutput = pipes.output
        process.standardError = pipes.errors
        process.terminationHandler = { [end] process in 
            end.set(
                process.terminationReason == .uncaughtSignal
                    ? 128 + process.terminationStatus : process.terminationStatus)
        }
        try process.run()
        self.process = process.processIdentifier
        Self.follow(pipes.output, into: output)
        Self.follow(pipes.errors, into: errors)
    }

    deinit { kill(process, SIGKILL) }

    /// Starts a server on a free port, and waits until it is ready.
    ///
    /// - Parameter folder: where it keeps everything.
    package static func serving(
        in folder: String, _ arguments: [String] = ServerProgram.open, environment: [String: String] = [:]
    ) async throws -> ServerProgram {
        let program = try ServerProgram(
            ["--http-port", "0", "--storage-folder", folder] + arguments, environment: environment)
        guard await program.output.line(with: "ready on ") != nil else {
            throw NotServing(errors: program.errors.all.joined(separator: "\n"))
        }
        return program
    }

    /// Everything is open to anyone.
    package static let open = ["upload", "list", "read", "renditions", "originals", "delete"].flatMap {
        ["--access-\($0)", "anyone"]
    }

    package struct NotServing: Error, CustomStringConvertible {
        var errors: String

        package var description: String { "The server has ended: \(errors)" }
    }

    /// Where it listens.
    package var port: Int {
        output.all.lazy.compactMap { $0.split(separator: ":").last.flatMap { Int($0) } }.first ?? 0
    }

    package var client: SocketClient { SocketClient(port: port) }

    package func send(signal: Int32) { kill(process, signal) }

    /// What it exits with, or 128 and the number of the signal that ended it.
    package func status() async -> Int32 { await end.status() }

    /// A thread of its own, since reading a pipe waits.
    private static func follow(_ pipe: Pipe, into lines: ProgramLines) {
        let descriptor = pipe.fileHandleForReading.fileDescriptor
        Thread.detachNewThread {
            withExtendedLifetime(pipe) {
                var bytes = [UInt8](repeating: 0, count: 64 << 10)
                while true {
                    let count = read(descriptor, &bytes, bytes.count)
                    if count < 0, errno == EINTR { continue }
                    lines.take(Data(bytes.prefix(max(0, count))))
                    if count <= 0 { return }
                }
            }
        }
    }
}

/// The end of a process, for whoever waits for it.
private final class ProgramEnd: Sendable {
    private let state = Mutex<(status: Int32?, waiters: [CheckedContinuation<Int32, Never>])>((nil, []))

    func set(_ status: Int32) {
        let waiters = state.withLock { state in
            state.status = status
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: status) }
    }

    func status() async -> Int32 {
        await withCheckedContinuation { continuation in
            let status = state.withLock { state in
                if state.status == nil { state.waiters.append(continuation) }
                return state.status
            }
            if let status { continuation.resume(returning: status) }
        }
    }
}
