/// The colours that an image mostly consists of.
public struct Palette: Hashable, Sendable {
    /// A colour and how much of the visible image it covers.
    public struct Swatch: Hashable, Sendable {
        /// Opaque.
        public let color: Color
        /// Above 0, at most 1.
        public let share: Double
    }

    /// The colour that covers most first; empty where no pixel is visible. What covers less than a hundredth is left
    /// out, so the shares add up to at most 1.
    public let swatches: [Swatch]

    public var colors: [Color] { swatches.map(\.color) }
    public var dominant: Color? { swatches.first?.color }

    /// Oklab distance under which two groups are shown as one colour: two and a half of the steps that can just be seen
    /// side by side (0.02).
    private static let alike = 0.05
    private static let smallestShare = 0.01

    /// The colours of an image, grouped by how alike they look (Oklab). Pixels with alpha under 128 don't count. The same
    /// pixels always give the same palette.
    ///
    /// - Parameter limit: how many colours at most.
    public init(_ raster: Raster, limit: Int = 6) {
        let histogram = ColorHistogram(raster)
        let total = histogram.cells.reduce(0) { $0 + $1.weight }
        let clusters = Self.merged(ColorClusters(histogram, limit: limit).clusters)
        swatches =
            clusters
            .filter { $0.weight >= total * Self.smallestShare }
            .map { Swatch(color: Self.color(of: $0, in: histogram), share: $0.weight / total) }
            .sorted { ($1.share, $0.color.description) < ($0.share, $1.color.description) }
    }

    private static func merged(_ clusters: [ColorClusters.Cluster]) -> [ColorClusters.Cluster] {
        clusters.sorted { $0.weight > $1.weight }.reduce(into: []) { merged, cluster in
            guard
                let index = merged.firstIndex(where: {
                    let difference = $0.mean - cluster.mean
                    return (difference * difference).sum() < alike * alike
                })
            else { return merged.append(cluster) }
            let weight = merged[index].weight + cluster.weight
            merged[index].mean =
                (merged[index].mean * merged[index].weight + cluster.mean * cluster.weight) / weight
            merged[index].weight = weight
            merged[index].members += cluster.members
        }
    }

    /// A group's mean; or the one colour that makes up most of it, so that a logo keeps its exact colour whatever the
    /// smoothed pixels along its edges.
    private static func color(of cluster: ColorClusters.Cluster, in histogram: ColorHistogram) -> Color {
        let cells = cluster.members.map { histogram.cells[$0] }
        if let heaviest = cells.max(by: { $0.weight < $1.weight }), heaviest.weight * 2 > cluster.weight {
            return heaviest.color
        }
        return Oklab(cluster.mean).color
    }
}
