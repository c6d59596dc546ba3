/// Branches or items under way, and what has come of them.
struct Join: Codable, Sendable {
    /// The items of a Map; empty for a Parallel.
    var items: [JSONValue]
    /// What the item selector sees as `$`.
    var selectorInput: JSONValue
    /// The result of each branch or item; nil while it runs, and for an item whose failure was tolerated.
    var results: [JSONValue?]
    /// The index of the next item to begin.
    var next = 0
    /// Branches or items begun and not ended.
    var running = 0
    var failures = 0
    /// How many may run at once.
    var limit: Int
    /// How many items may fail, and what part of them in percent; nil for none.
    var toleratedCount: Int?
    var toleratedPercentage: Double?

    var isComplete: Bool { running == 0 && next == results.count }

    /// Whether so many failures are still tolerated.
    var toleratesFailures: Bool {
        guard failures > 0 else { return true }
        guard toleratedCount != nil || toleratedPercentage != nil else { return false }
        if let toleratedCount, failures > toleratedCount { return false }
        if let toleratedPercentage, Double(failures) * 100 > toleratedPercentage * Double(results.count) {
            return false
        }
        return true
    }
}
