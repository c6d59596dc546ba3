/// A rectangle in a picture, in pixels.
package struct GraphRect: Hashable, Sendable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    package var right: Double { x + width }
    package var bottom: Double { y + height }
    package var midX: Double { x + width / 2 }
    package var midY: Double { y + height / 2 }

    func moved(by point: GraphPoint) -> GraphRect {
        GraphRect(x: x + point.x, y: y + point.y, width: width, height: height)
    }

    /// Whether both share more than their borders.
    package func overlaps(_ other: GraphRect) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }

    package func contains(_ other: GraphRect) -> Bool {
        x <= other.x && y <= other.y && other.right <= right && other.bottom <= bottom
    }
}
