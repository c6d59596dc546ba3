/// A node in its place.
package struct GraphBox: Sendable {
    package let node: WorkflowGraph.Node
    package var frame: GraphRect
    /// The name.
    package let name: TextBlock
    /// What stands below the name.
    package let details: [TextBlock]
    /// What an execution did there; empty for nothing worth saying.
    package let remark: TextBlock
    /// The frames of the branches of a Parallel state, or of a Map state's item processor.
    package var branches: [GraphRect]
    /// How many boxes it is inside of.
    package var depth: Int

    /// Where the icon stands, and the texts to the right of it.
    package var icon: GraphRect
    package var textFrame: GraphRect

    mutating func move(by point: GraphPoint) {
        frame = frame.moved(by: point)
        icon = icon.moved(by: point)
        textFrame = textFrame.moved(by: point)
        branches = branches.map { $0.moved(by: point) }
    }
}
