public import Renditions

/// What a backfill would do.
public struct RerenderPlan: Codable, Hashable, Sendable {
    public var items: [RerenderItem] = []
    /// Assets that were looked at.
    public var checked = 0
    /// Seconds that a rendition of those that were looked at took, in the mean; nil where no record says it.
    public var secondsPerRendition: Double?

    public init() {}

    /// Stale renditions by their reason.
    public var reasons: [Staleness.Reason: Int] {
        items.reduce(into: [:]) { counts, item in
            for reason in item.staleness.renditions.values { counts[reason, default: 0] += 1 }
        }
    }

    /// How many renditions would be made.
    public var renditions: Int { items.reduce(0) { $0 + $1.staleness.renditions.count } }
    /// Bytes of originals that would be read.
    public var bytes: Int { items.reduce(0) { $0 + $1.bytes } }

    /// Seconds of one processor that it would take: what the same renditions took before; for those of which nobody knows,
    /// what a rendition takes in the mean. Nil where nothing is known of any.
    public var estimatedSeconds: Double? {
        let unknown = items.filter { $0.seconds == nil }.reduce(0) { $0 + max(1, $1.staleness.renditions.count) }
        guard unknown == 0 || secondsPerRendition != nil, !items.isEmpty else { return nil }
        return items.compactMap(\.seconds).reduce(0, +) + Double(unknown) * (secondsPerRendition ?? 0)
    }
}
