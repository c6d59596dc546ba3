internal import Synchronization

/// What is wrong, as it is found by whoever finds it.
package final class Verdict: Sendable {
    /// So many are told; the others are counted.
    private static let shown = 30

    private let found = Mutex<(texts: [String], count: Int)>(([], 0))

    /// Whether bars are held, which are about time and memory and say something only where nothing else runs.
    let holdsBars: Bool

    package init(holdsBars: Bool = false) { self.holdsBars = holdsBars }

    package var violations: [String] { found.withLock { $0.texts } }
    package var count: Int { found.withLock { $0.count } }

    package func add(_ violation: String) {
        found.withLock { found in
            found.count += 1
            if found.texts.count < Self.shown { found.texts.append(violation) }
        }
    }

    /// Something is slower, or takes more, than it may. A violation where bars are held.
    package func missBar(_ violation: String) {
        if holdsBars { add(violation) }
    }

    /// The line that ends a trial, with what was found before it.
    package func report(_ figures: String) -> String {
        (violations.map { "VIOLATION: \($0)" } + ["\(figures); violations: \(count)"]).joined(separator: "\n")
    }
}
