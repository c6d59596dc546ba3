internal import Renditions

/// Where a record stands in a list by time: the instant of its update and its ID. The texts order as the places do.
struct RecordPlace: Hashable, Sendable {
    /// Since 1970.
    var milliseconds: Int64
    var id: AssetID

    init(milliseconds: Int64, id: AssetID) {
        self.milliseconds = milliseconds
        self.id = id
    }

    init(_ record: AssetRecord) { self.init(milliseconds: record.updated.millisecondsSince1970, id: record.id) }

    /// Nil for what is no place.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let digits = Int64(parts[0]), let id = try? AssetID(String(parts[1])) else {
            return nil
        }
        self.init(milliseconds: digits - Self.offset, id: id)
    }

    var text: String { Self.digits(milliseconds) + "/" + id.rawValue }

    /// What comes before all places of an instant.
    static func first(at milliseconds: Int64) -> String { digits(milliseconds) + "/" }

    /// What comes after all places of an instant: no ID has a tilde, and none has what follows it.
    static func last(at milliseconds: Int64) -> String { digits(milliseconds) + "/~" }

    /// Makes every instant positive: dates are clamped to 9 · 10^15 ms before and after 1970.
    private static let offset: Int64 = 10_000_000_000_000_000

    /// 17 of them.
    private static func digits(_ milliseconds: Int64) -> String {
        let clamped = max(-offset, min(offset, milliseconds))
        let digits = String(clamped + offset)
        return String(repeating: "0", count: 17 - digits.count) + digits
    }

    func precedes(_ other: RecordPlace, in order: RecordOrder) -> Bool {
        switch order {
        case .oldestUpdateFirst where milliseconds != other.milliseconds: milliseconds < other.milliseconds
        case .newestUpdateFirst where milliseconds != other.milliseconds: milliseconds > other.milliseconds
        default: id < other.id
        }
    }
}
