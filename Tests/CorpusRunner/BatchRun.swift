internal import Foundation

/// A whole folder through one process: what one file leaves behind must not harm the next.
struct BatchRun {
    var tool: RenditionTool
    var markers: [Marker]
    var scratch: String
    /// Files that the process works on at once.
    var jobs: Int

    /// Bytes that may be resident: twice the default limit for decoded pixels.
    static let memoryLimit = 1 << 30

    private(set) var faults: [String] = []
    private(set) var summary = ""

    init(tool: RenditionTool, markers: [Marker], scratch: String, jobs: Int) {
        self.tool = tool
        self.markers = markers
        self.scratch = scratch
        self.jobs = jobs
    }

    /// - Parameters:
    ///   - alone: how the same files fared in processes of their own.
    ///   - trace: nil where calls can't be watched.
    mutating func run(_ folder: ImageFolder, alone: [TrialResult], trace: SystemCallTrace?) async throws {
        let (out, output) = (scratch + "/out", scratch + "/lines.json")
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        let command = tool.arguments(folder.path, out: out, jobs: jobs)
        let process = try ChildProcess(
            trace?.arguments(for: command) ?? command, output: output, errors: scratch + "/errors.txt")
        let end = await process.end(within: tool.limit(files: folder.files.count, jobs: jobs))
        try Task.checkCancellation()

        let lines = ToolLine.ends(in: output)
        switch end.manner {
        case .exited(0), .exited(1): break
        case .exited(let status): faults.append("ended with exit \(status)")
        case .signalled(let signal): faults.append("crashed with signal \(signal)")
        case .killed: faults.append("did not end in time")
        }
        if end.peakBytes >= Self.memoryLimit { faults.append("\(end.peakBytes) bytes were resident") }
        for result in alone { compare(result, with: lines[result.trial.path]?.outcome) }
        let stored = try await StoredRenditions(in: out, markers: markers)
        faults += stored.faults
        if let trace { faults += await trace.faults() }
        summary =
            "\(lines.count) files, \(jobs) at a time: peak \(end.peakBytes / 1_000_000) MB, "
            + "\(TrialResult.number(end.seconds, digits: 2)) s, CPU \(TrialResult.number(end.cpuSeconds, digits: 2)) s, "
            + "\(stored.count) renditions read again"
            + (trace == nil ? "; SYSTEM CALLS NOT WATCHED" : "; watched for processes and sockets")
    }

    private mutating func compare(_ alone: TrialResult, with outcome: Outcome?) {
        let name = alone.trial.name
        guard let outcome else {
            faults.append("\(name): nothing was said of it")
            return
        }
        if let fault = alone.trial.fault(of: outcome) { faults.append("\(name): \(outcome.name): \(fault)") }
        // Time is the one limit that depends on what else goes on.
        guard outcome != alone.outcome, outcome != .refused("timed-out"), alone.outcome != .refused("timed-out"),
            alone.outcome.fault == nil
        else { return }
        faults.append("\(name): \(outcome.name), but \(alone.outcome.name) in a process of its own")
    }
}
