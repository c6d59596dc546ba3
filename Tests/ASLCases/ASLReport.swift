/// Counts of what has come of cases, by feature.
public struct ASLReport: Sendable {
    public struct Counts: Sendable {
        public var passed = 0
        public var refused = 0
        public var failed = 0
    }

    public private(set) var features: [String: Counts] = [:]
    public private(set) var reasons: [String: Int] = [:]
    public private(set) var failures: [String] = []

    public init() {}

    public mutating func add(_ verdict: ASLVerdict, for trial: ASLCase) {
        switch verdict {
        case .passed: features[trial.feature, default: Counts()].passed += 1
        case .refused(let reason):
            features[trial.feature, default: Counts()].refused += 1
            // The path differs from case to case, the reason behind it does not.
            reasons[String(reason[(reason.firstRange(of: ": ")?.upperBound ?? reason.startIndex)...]), default: 0] += 1
        case .failed(let difference):
            features[trial.feature, default: Counts()].failed += 1
            failures.append("\(trial.name): \(difference)")
        }
    }

    public var total: Counts {
        features.values.reduce(into: Counts()) { total, counts in
            total.passed += counts.passed
            total.refused += counts.refused
            total.failed += counts.failed
        }
    }

    /// A line for each feature, then why cases were refused, then what failed.
    public var text: String {
        var lines: [String] = []
        for (feature, counts) in features.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "  \(feature.padded(to: 24)) \(counts.passed) passed, \(counts.refused) refused, \(counts.failed) failed"
            )
        }
        if !reasons.isEmpty { lines.append("  refused because:") }
        for (reason, count) in reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            lines.append("    \(String(count).padded(to: 5)) \(reason)")
        }
        for failure in failures { lines.append("  FAILED \(failure)") }
        return lines.joined(separator: "\n")
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
