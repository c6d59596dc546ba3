internal import Foundation

/// Every file through a process of its own, some at a time.
struct TrialRun: Sendable {
    var tool: RenditionTool
    var markers: [Marker]
    /// For what the processes write.
    var scratch: String

    /// - Parameter report: takes the results in the order of the trials, as soon as those before them are there.
    func results(of trials: [Trial], jobs: Int, report: (TrialResult) -> Void) async throws -> [TrialResult] {
        try await withThrowingTaskGroup(of: (Int, TrialResult).self) { group in
            var waiting: [Int: TrialResult] = [:]
            var results: [TrialResult] = []
            func take(_ index: Int, _ result: TrialResult) {
                waiting[index] = result
                while let next = waiting.removeValue(forKey: results.count) {
                    report(next)
                    results.append(next)
                }
            }
            for (index, trial) in trials.enumerated() {
                if index >= jobs, let (index, result) = try await group.next() { take(index, result) }
                group.addTask { (index, try await self.result(of: trial, number: index)) }
            }
            while let (index, result) = try await group.next() { take(index, result) }
            return results
        }
    }

    private func result(of trial: Trial, number: Int) async throws -> TrialResult {
        let folder = "\(scratch)/\(number)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (out, lines) = (folder + "/out", folder + "/lines.json")
        let process = try ChildProcess(
            tool.arguments(trial.path, out: out, jobs: 1), output: lines, errors: folder + "/errors.txt")
        let end = await process.end(within: tool.limit())
        try Task.checkCancellation()
        var result = TrialResult(
            trial: trial, outcome: Outcome(end, line: ToolLine.ends(in: lines)[trial.path]), end: end)
        if let fault = trial.fault(of: result.outcome) {
            result.faults.append(fault)
            if result.outcome.fault != nil { result.remarks += Self.lastWords(in: folder + "/errors.txt") }
        }
        if let remark = trial.remark(on: result.outcome) { result.remarks.append(remark) }
        if end.seconds > tool.seconds + 0.5, result.outcome != .hung {
            result.remarks.append("took longer than its limit of \(tool.seconds) s, by more than half a second")
        }
        let stored = try await StoredRenditions(in: out, markers: markers)
        result.faults += stored.faults
        switch result.outcome {
        case .made(stored.count): break
        case .made: result.faults.append("\(stored.count) renditions are stored")
        case .refused where stored.count > 0: result.faults.append("refused, but \(stored.count) renditions are stored")
        case .refused, .crashed, .hung, .astray: break
        }
        return result
    }

    /// What the tool said before it died.
    private static func lastWords(in file: String) -> [String] {
        let text = String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
        return text.split(separator: "\n").suffix(3).map { "said: \($0.prefix(300))" }
    }
}
