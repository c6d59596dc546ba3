extension WorkflowGraph {
    /// The graph in the language of Mermaid: a flowchart from top to bottom, as README files show it in a block marked
    /// `mermaid`. Any name of a state gives valid text.
    ///
    /// - Parameter path: the way of an execution, to be coloured; nil for the graph alone.
    public func mermaid(showing path: ExecutionPath? = nil) -> String {
        var writer = MermaidWriter(showing: path)
        return writer.text(of: self)
    }
}
