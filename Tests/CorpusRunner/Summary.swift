/// All that was found, counted.
struct Summary {
    private var counts: [String: [String: Int]] = [:]
    private var groups: [String] = []
    private var faults: [String] = []
    private var remarks: [String] = []
    private var peaks: [String] = []

    var hasFailed: Bool { !faults.isEmpty }

    /// - Parameter group: the column.
    mutating func add(_ results: [TrialResult], of group: String) {
        groups.append(group)
        let whole = results.map(\.outcome.renditions).max() ?? 0
        for result in results {
            counts[result.outcome.name, default: [:]][group, default: 0] += 1
            let name = "\(group)/\(result.trial.name)"
            faults += result.faults.map { "\(name): \($0)" }
            remarks += result.remarks.map { "\(name): \($0)" }
            if case .made(let count) = result.outcome, count < whole {
                faults.append("\(name): \(count) renditions, where others have \(whole)")
            }
        }
        for (what, unit, value) in [
            ("most memory", "MB", { (end: ProcessEnd) in Double(end.peakBytes) / 1_000_000 }),
            ("longest", "s", { (end: ProcessEnd) in end.seconds }),
        ] {
            guard let most = results.max(by: { value($0.end) < value($1.end) }) else { continue }
            let figure = TrialResult.number(value(most.end), digits: 2)
            peaks.append("\(group), \(what): \(figure) \(unit), \(most.trial.name)")
        }
    }

    mutating func add(_ faults: [String]) { self.faults += faults }

    var text: String {
        var lines = ["", "outcome".padded(to: 24) + groups.map { $0.padded(to: -9) }.joined()]
        for (name, row) in counts.sorted(by: { $0.key < $1.key }) {
            lines.append(name.padded(to: 24) + groups.map { String(row[$0] ?? 0).padded(to: -9) }.joined())
        }
        lines.append("")
        lines += peaks
        lines += remarks.map { "look: " + $0 }
        lines += faults.map { "FAULT: " + $0 }
        lines.append(faults.isEmpty ? "corpus: no faults" : "corpus: \(faults.count) faults")
        return lines.map(\.printable).joined(separator: "\n")
    }
}

extension Outcome {
    fileprivate var renditions: Int { if case .made(let count) = self { count } else { 0 } }
}
