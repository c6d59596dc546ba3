internal import Foundation

/// How long things took.
package struct Timings: Sendable {
    private var seconds: [Double] = []

    var count: Int { seconds.count }

    package init() {}

    package mutating func add(_ duration: Duration) { seconds.append(duration / .seconds(1)) }

    mutating func add(_ others: Timings) { seconds += others.seconds }

    /// The time within which that part of them was over, in seconds; nil where there are none. Nearest rank.
    package func quantile(_ part: Double) -> Double? {
        guard !seconds.isEmpty else { return nil }
        let rank = Int((part * Double(seconds.count)).rounded(.up))
        return seconds.sorted()[max(1, min(seconds.count, rank)) - 1]
    }

    /// `3.2 ms`, or `-` where there are none.
    func text(_ part: Double) -> String { quantile(part).map(Self.text) ?? "-" }

    /// How many times as long that part took as of others; `-` where it can't be said.
    func ratio(_ part: Double, to other: Timings) -> String {
        guard let mine = quantile(part), let theirs = other.quantile(part), theirs > 0 else { return "-" }
        return String(format: "%.2f", mine / theirs)
    }

    static func text(_ seconds: Double) -> String {
        seconds < 1 ? String(format: "%.1f ms", seconds * 1000) : String(format: "%.2f s", seconds)
    }
}
