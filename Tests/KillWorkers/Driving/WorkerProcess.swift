internal import Foundation

/// A worker in a process of its own, as the driver sees it.
final class WorkerProcess {
    /// How a worker works.
    struct Options {
        var leaseDuration = Duration.milliseconds(1_500)
        /// Large where innocent attempts are lost all the time; then nothing must be given up for it.
        var maximumLostAttempts = 1_000_000
        var sabotage: Sabotage?
    }

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unfinished: [UInt8] = []
    /// What it was asked to do and has not acknowledged.
    private(set) var errands: [Int: Errand] = [:]
    /// Whether it has closed its output, as it does at its end.
    private(set) var hasEnded = false

    init(_ scratch: Scratch, _ options: Options) throws {
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            "work", "--root", scratch.root, "--lease", String(Int(options.leaseDuration / .milliseconds(1))),
            "--losses", String(options.maximumLostAttempts),
        ]
        if let sabotage = options.sabotage { process.arguments? += ["--sabotage", sabotage.rawValue] }
        // One that ends by itself does so at once, and tells nobody how.
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    /// Where its answers come from.
    var descriptor: Int32 { output.fileHandleForReading.fileDescriptor }

    /// What it died of, or exited with.
    var end: (reason: Process.TerminationReason, status: Int32) {
        process.waitUntilExit()
        return (process.terminationReason, process.terminationStatus)
    }

    func give(_ errand: Errand) {
        errands[errand.number] = errand
        let line = Array((errand.line + "\n").utf8)
        // Where it is dead by now the errand stays unacknowledged, and goes to another.
        _ = write(input.fileHandleForWriting.fileDescriptor, line, line.count)
    }

    func acknowledge(_ number: Int) -> Errand? { errands.removeValue(forKey: number) }

    /// What it has said since the last time, without waiting.
    func lines() -> [String] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !hasEnded {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 { break }
            if count == 0 { hasEnded = true }
            unfinished += buffer.prefix(count)
        }
        var lines = unfinished.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        unfinished = lines.popLast().map(Array.init) ?? []
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Asks it to end, as an operator would.
    func finish() { try? input.fileHandleForWriting.close() }
}
