extension WorkflowGraph {
    /// The graph as a picture: an SVG file that needs nothing else, in colours for light and for dark surroundings.
    ///
    /// Its size is that of its content; names that are too long for their boxes are broken or cut, and are whole in what
    /// shows under the pointer. Any name of a state gives well-formed XML.
    ///
    /// - Parameter path: the way of an execution, to be coloured, with a legend; nil for the graph alone.
    public func svg(showing path: ExecutionPath? = nil) -> String {
        var writer = SVGWriter(self, showing: path)
        return writer.text()
    }
}
