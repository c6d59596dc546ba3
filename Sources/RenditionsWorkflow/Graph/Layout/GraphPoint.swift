/// A place in a picture, in pixels from its upper left corner.
package struct GraphPoint: Hashable, Sendable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    func moved(by other: GraphPoint) -> GraphPoint { GraphPoint(x + other.x, y + other.y) }
}
