/// How one file fared in a process of its own.
struct TrialResult: Sendable {
    var trial: Trial
    var outcome: Outcome
    var end: ProcessEnd
    /// Each fails the run.
    var faults: [String] = []
    /// What somebody should look at.
    var remarks: [String] = []

    static let heading = "outcome                  peak MB       s   CPU s  file"

    /// A line, and one below it for everything that is to be said.
    var text: String {
        let line = [
            outcome.name.padded(to: 22), Self.number(Double(end.peakBytes) / 1_000_000, digits: 0).padded(to: -9),
            Self.number(end.seconds, digits: 2).padded(to: -8), Self.number(end.cpuSeconds, digits: 2).padded(to: -8),
            "  " + trial.name.printable,
        ].joined()
        let notes = faults.map { "    FAULT: " + $0.printable } + remarks.map { "    look: " + $0.printable }
        return ([line] + notes).joined(separator: "\n")
    }

    static func number(_ value: Double, digits: Int) -> String {
        let factor = digits == 0 ? 1 : 100
        let whole = Int((value * Double(factor)).rounded())
        return digits == 0 ? "\(whole)" : "\(whole / 100).\(whole % 100 < 10 ? "0" : "")\(whole % 100)"
    }
}
