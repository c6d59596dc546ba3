internal import Foundation
internal import Synchronization

/// A process that is run once, and stopped from elsewhere. `@unchecked`, since `Process` and `Pipe` are not marked: both are
/// used by ``run()`` alone, but for the ending of the process, which `isStopped` guards.
final class RunningProcess: @unchecked Sendable {
    private let process: Process
    private let output: Pipe
    private let isStopped = Mutex(false)

    init(process: Process, output: Pipe) {
        self.process = process
        self.output = output
    }

    /// Blocks until the process has ended.
    ///
    /// - Returns: its status, and the first 64 KiB of what it printed.
    func run() throws -> (status: Int32, output: Data) {
        try isStopped.withLock { isStopped in
            if isStopped { throw CancellationError() }
            try process.run()
        }
        var bytes = Data()
        while case let part = output.fileHandleForReading.availableData, !part.isEmpty {
            if bytes.count < 64 * 1024 { bytes.append(part) }
        }
        process.waitUntilExit()
        return (process.terminationStatus, bytes)
    }

    func stop() {
        isStopped.withLock { isStopped in
            isStopped = true
            if process.isRunning { process.terminate() }
        }
    }
}
