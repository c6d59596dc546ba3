/// A workflow as boxes and arrows: what a picture of it shows.
///
/// ```swift
/// let graph = WorkflowGraph(machine, title: "checkout")
/// print(graph.mermaid())
/// let path = ExecutionPath(in: graph, history: try await runner.history(of: execution), status: .failed)
/// try graph.svg(showing: path).write(toFile: "checkout.svg", atomically: true, encoding: .utf8)
/// ```
public struct WorkflowGraph: Hashable, Sendable {
    /// What the picture is called, for people.
    public let title: String
    /// The machine's own states. Those of branches and item processors stand in their nodes' ``Node/levels``.
    public let level: Level

    /// - Parameter title: what the picture is called, for people; usually the workflow's name.
    public init(_ machine: StateMachine, title: String) {
        self.title = title
        level = GraphBuilder(program: machine.program).level(from: machine.program.start)
    }

    /// Every node, those of branches and item processors included: each before those inside it.
    public var nodes: [Node] { level.allNodes }
}

extension WorkflowGraph {
    /// States that lead to each other: the machine's own, those of a branch, or those of an item processor.
    public struct Level: Hashable, Sendable {
        /// In the document's order.
        public let nodes: [Node]
        /// The beginning first, then those of each node.
        public let edges: [Edge]

        var allNodes: [Node] { nodes.flatMap { [$0] + $0.levels.flatMap(\.allNodes) } }

        /// The edges that a picture shows. Inside a box the first state is evident, and so is the end where states that
        /// lead to it lead nowhere else.
        func drawnEdges(isOutermost: Bool) -> [Edge] {
            guard !isOutermost else { return edges }
            let leaving = edges.filter { $0.from != nil }
            let ending = Set(leaving.compactMap { $0.to == nil ? $0.from : nil })
            return leaving.contains { $0.to != nil && ending.contains($0.from ?? -1) }
                ? leaving : leaving.filter { $0.to != nil }
        }
    }
}

extension LoweredWorkflow {
    /// The workflow as boxes and arrows, under its name.
    public var graph: WorkflowGraph { WorkflowGraph(machine, title: name) }
}
