/// A histogram's cells in a few groups of similar colours: groups are cut in two at the mean of their widest axis until
/// there are enough (median cut with variances: Wan, Prusinkiewicz and Wong, 1990), then moved to where their members are
/// (k-means, Lloyd 1982). No chance is involved: the same pixels give the same groups.
struct ColorClusters {
    struct Cluster {
        var mean: SIMD3<Double>
        var weight: Double
        /// Indices into the histogram's cells.
        var members: [Int]
    }

    /// Root mean square distance in Oklab under which a group is one colour and is not cut.
    private static let uniform = 0.02
    /// Rounds of k-means. Later ones move means by less than an 8-bit level.
    private static let rounds = 6

    private let cells: [ColorHistogram.Cell]
    private(set) var clusters: [Cluster] = []

    init(_ histogram: ColorHistogram, limit: Int) {
        cells = histogram.cells
        guard !cells.isEmpty, limit > 0 else { return }
        clusters = [cluster(Array(cells.indices))]
        while clusters.count < limit, split() {}
        for _ in 0..<Self.rounds where !move() { break }
    }

    private func cluster(_ members: [Int]) -> Cluster {
        var sum = SIMD3<Double>.zero
        var weight = 0.0
        for member in members {
            sum += cells[member].lab.components * cells[member].weight
            weight += cells[member].weight
        }
        return Cluster(mean: sum / weight, weight: weight, members: members)
    }

    /// Sum of squared distances from the mean, along each axis.
    private func spread(_ cluster: Cluster) -> SIMD3<Double> {
        cluster.members.reduce(.zero) { sum, member in
            let distance = cells[member].lab.components - cluster.mean
            return sum + distance * distance * cells[member].weight
        }
    }

    /// Cuts the group with the largest spread; false where all are uniform.
    private mutating func split() -> Bool {
        let spreads = clusters.map(spread)
        let candidates = clusters.indices.filter {
            clusters[$0].members.count > 1
                && spreads[$0].sum() > Self.uniform * Self.uniform * clusters[$0].weight
        }
        guard let widest = candidates.max(by: { spreads[$0].sum() < spreads[$1].sum() }) else { return false }
        let axis = (0..<3).max { spreads[widest][$0] < spreads[widest][$1] } ?? 0
        let mean = clusters[widest].mean[axis]
        let lower = clusters[widest].members.filter { cells[$0].lab.components[axis] < mean }
        let upper = clusters[widest].members.filter { cells[$0].lab.components[axis] >= mean }
        guard !lower.isEmpty, !upper.isEmpty else { return false }
        clusters[widest] = cluster(lower)
        clusters.append(cluster(upper))
        return true
    }

    /// Gives each cell to the nearest mean; false where nothing changed.
    private mutating func move() -> Bool {
        var members = [[Int]](repeating: [], count: clusters.count)
        let means = clusters.map(\.mean)
        for index in cells.indices {
            var nearest = 0
            var least = Double.infinity
            for (candidate, mean) in means.enumerated() {
                let difference = cells[index].lab.components - mean
                let distance = (difference * difference).sum()
                if distance < least { (nearest, least) = (candidate, distance) }
            }
            members[nearest].append(index)
        }
        let moved = members.filter { !$0.isEmpty }.map(cluster)
        let changed = moved.map(\.members) != clusters.map(\.members)
        clusters = moved
        return changed
    }
}
