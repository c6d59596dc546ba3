/// The lanes beside a box: upright lines to its right on which loops lead back. Those that leave stand nearest to the box,
/// those that arrive next, and those from the box to itself outside, so that none crosses another.
struct NodeLanes {
    private enum Measure {
        static let first = 14.0
        static let gap = 10.0
        static let margin = 9.0
        static let port = 8.0
    }

    /// Of the edges that leave upwards, of those that arrive from below, and of those that lead to the box itself.
    private var leaving: [Int]
    private var arriving: [Int]
    private let own: [(edge: Int, label: TextBlock?)]

    init(leaving: [Int], arriving: [Int], own: [(edge: Int, label: TextBlock?)]) {
        self.leaving = leaving
        self.arriving = arriving
        self.own = own
    }

    /// Puts the lanes whose edges go on further to the right further outside.
    ///
    /// - Parameter place: of what an edge that leaves, or arrives, leads to next.
    mutating func sort(_ place: (_ edge: Int, _ isLeaving: Bool) -> Int) {
        leaving.sort { (place($0, true), $0) < (place($1, true), $1) }
        arriving.sort { (place($0, false), $0) < (place($1, false), $1) }
    }

    private var laneCount: Int { leaving.count + arriving.count + (own.isEmpty ? 0 : 1) }

    private func slot(_ label: TextBlock?) -> Double { max(22, (label?.height ?? 0) + 10) }
    private var ownHeight: Double { own.reduce(0) { $0 + slot($1.label) } }

    /// How high a box must be so that all lines have a place at its side, in pixels.
    var leastHeight: Double {
        ownHeight + 2 * Measure.margin + Measure.port * Double(leaving.count + arriving.count)
    }

    /// How much room the lanes and their labels need to the right of the box, in pixels.
    var width: Double {
        guard laneCount > 0 else { return 0 }
        let labels = own.compactMap { $0.label.map { $0.width + 8 } }.max() ?? 0
        return Measure.first + Measure.gap * Double(laneCount - 1) + labels + 4
    }

    /// How far right of the box' border an edge's lane stands.
    func lane(of edge: Int, isLeaving: Bool) -> Double {
        let index =
            isLeaving
            ? leaving.firstIndex(of: edge) ?? 0 : leaving.count + (arriving.firstIndex(of: edge) ?? 0)
        return Measure.first + Measure.gap * Double(index)
    }

    /// At which height an edge touches the box.
    func port(of edge: Int, isLeaving: Bool, at frame: GraphRect) -> Double {
        if isLeaving { return frame.y + Measure.margin + Measure.port * Double(leaving.firstIndex(of: edge) ?? 0) }
        return frame.bottom - Measure.margin - Measure.port * Double(arriving.firstIndex(of: edge) ?? 0)
    }

    /// The lines from the box to itself.
    func loops(at frame: GraphRect, edges: [WorkflowGraph.Edge]) -> [GraphRoute] {
        let lane = frame.right + Measure.first + Measure.gap * Double(laneCount - 1)
        var top = frame.midY - ownHeight / 2
        return own.map { edge, label in
            let height = slot(label)
            defer { top += height }
            let (first, last) = (top + 4, top + height - 4)
            let placed = label.map {
                GraphRoute.Label(
                    text: $0,
                    frame: GraphRect(x: lane + 6, y: top + (height - $0.height) / 2, width: $0.width, height: $0.height)
                )
            }
            return GraphRoute(
                edge: edges[edge],
                pieces: [
                    .move(GraphPoint(frame.right, first)), .line(GraphPoint(lane, first)),
                    .line(GraphPoint(lane, last)), .line(GraphPoint(frame.right, last)),
                ], direction: .left, label: placed)
        }
    }
}
