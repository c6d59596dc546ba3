/// The line of a route as SVG writes it. Corners of straight pieces are rounded.
struct SVGPath {
    let text: String

    private static let radius = 6.0
    /// Where the line ends before the border, so that the tip of the arrow stays sharp.
    private static let tip = 4.0

    init(_ route: GraphRoute) {
        var pieces = route.pieces
        if case .line(var end)? = pieces.last {
            switch route.direction {
            case .down: end.y -= Self.tip
            case .left: end.x += Self.tip
            }
            pieces[pieces.count - 1] = .line(end)
        }
        var steps: [String] = []
        var last = GraphPoint(0, 0)
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .move(let point): steps.append("M\(Self.text(point))")
            case .line(let point):
                guard point != last else { continue }
                if index + 1 < pieces.count, case .line(let next) = pieces[index + 1], Self.isCorner(last, point, next)
                {
                    steps.append("L\(Self.text(Self.short(point, of: last)))")
                    steps.append("Q\(Self.text(point)) \(Self.text(Self.short(point, of: next)))")
                } else {
                    steps.append("L\(Self.text(point))")
                }
            case .curve(let point):
                if abs(point.x - last.x) < 0.01 {
                    steps.append("L\(Self.text(point))")
                } else {
                    let middle = (last.y + point.y) / 2
                    steps.append(
                        "C\(Self.text(GraphPoint(last.x, middle))) \(Self.text(GraphPoint(point.x, middle))) "
                            + Self.text(point))
                }
            }
            last = piece.end
        }
        text = steps.joined()
    }

    /// The head of a route's arrow, whose tip touches the border.
    static func arrow(of route: GraphRoute) -> String {
        let tip = route.pieces.last?.end ?? GraphPoint(0, 0)
        return switch route.direction {
        case .down: "M\(text(tip))l-4.5-9h9z"
        case .left: "M\(text(tip))l9-4.5v9z"
        }
    }

    private static func isCorner(_ first: GraphPoint, _ corner: GraphPoint, _ last: GraphPoint) -> Bool {
        (first.x == corner.x) != (corner.x == last.x)
    }

    /// The point on the way from a corner where its rounding begins or ends.
    private static func short(_ corner: GraphPoint, of other: GraphPoint) -> GraphPoint {
        let (x, y) = (other.x - corner.x, other.y - corner.y)
        let length = max(abs(x), abs(y))
        let part = length > 0 ? min(radius, length / 2) / length : 0
        return GraphPoint(corner.x + x * part, corner.y + y * part)
    }

    private static func text(_ point: GraphPoint) -> String {
        "\(SVGWriter.number(point.x)) \(SVGWriter.number(point.y))"
    }
}
