internal import Foundation
internal import Synchronization

/// A program while it runs. It ends when nobody holds this any more.
package final class RunningProgram: Sendable {
    package let output = ProgramLines()
    package let errors = ProgramLines()
    /// What the system calls the process.
    package let process: Int32
    private let end = ProgramEnd()

    /// - Parameters:
    ///   - path: of the program.
    ///   - environment: all variables that it has besides `PATH` and those of sanitizers.
    ///   - folder: in which it runs; this process's where there is none.
    package init(
        _ path: String, _ arguments: [String], environment: [String: String] = [:], folder: String? = nil
    ) throws {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
            .merging(Sanitizers.environment) { given, _ in given }
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
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
