/// An edge in its place.
package struct GraphRoute: Sendable {
    /// A piece of the line.
    package enum Piece: Hashable, Sendable {
        /// A new beginning: the line leaves out what stands between.
        case move(GraphPoint)
        case line(GraphPoint)
        /// A curve that leaves and arrives vertically, and stays between the heights of its ends.
        case curve(GraphPoint)

        package var end: GraphPoint {
            switch self {
            case .move(let point), .line(let point), .curve(let point): point
            }
        }

        func moved(by point: GraphPoint) -> Piece {
            switch self {
            case .move(let end): .move(end.moved(by: point))
            case .line(let end): .line(end.moved(by: point))
            case .curve(let end): .curve(end.moved(by: point))
            }
        }
    }

    package enum Direction: Sendable {
        case down
        case left
    }

    package struct Label: Sendable {
        package let text: TextBlock
        package var frame: GraphRect
    }

    package let edge: WorkflowGraph.Edge
    /// The first is a `move`. The last ends at the border of the box that the edge leads to.
    package var pieces: [Piece]
    /// Where the arrow points.
    package let direction: Direction
    package var label: Label?

    mutating func move(by point: GraphPoint) {
        pieces = pieces.map { $0.moved(by: point) }
        guard var moved = label else { return }
        moved.frame = moved.frame.moved(by: point)
        label = moved
    }
}
