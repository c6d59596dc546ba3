/// A graph whose boxes, arrows and texts have places: what a picture draws.
package struct GraphLayout: Sendable {
    package let size: (width: Double, height: Double)
    /// Outer boxes before those inside them.
    package var boxes: [GraphBox]
    package var dots: [GraphDot]
    package var routes: [GraphRoute]

    /// - Parameter path: what nodes say of an execution; nil for the graph alone.
    package init(_ graph: WorkflowGraph, showing path: ExecutionPath? = nil) {
        let picture = LevelLayout(graph.level, isOutermost: true, path: path).picture
        size = (picture.width, picture.height)
        boxes = picture.boxes
        dots = picture.dots
        routes = picture.routes
    }
}
