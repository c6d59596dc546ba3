/// The way that an execution has taken through a workflow, for pictures of it.
public struct ExecutionPath: Hashable, Sendable {
    /// Where the execution stands.
    public let status: ExecutionStatus
    /// What happened at each node that was reached.
    public let nodes: [WorkflowGraph.Node.ID: Progress]
    /// How often each edge was taken; edges that were not are missing.
    ///
    /// A history does not tell which of several conditions that lead to one state held, so all of them count.
    public let edges: [WorkflowGraph.Edge: Int]

    /// - Parameters:
    ///   - graph: of the machine that the execution carries out.
    ///   - history: what has happened so far, from the beginning and in order.
    public init(in graph: WorkflowGraph, history: [HistoryEvent], status: ExecutionStatus) {
        var tracer = PathTracer(graph)
        for event in history { tracer.take(event) }
        self.status = status
        nodes = tracer.progress(status)
        edges = tracer.edges()
    }
}

extension ExecutionPath {
    /// What happened at one node.
    public struct Progress: Hashable, Sendable {
        /// How the visits ended. Of several visits the one counts that comes first in this order.
        public enum State: String, CaseIterable, Hashable, Sendable, Comparable {
            /// It is at work, or will be tried once more.
            case running
            /// It failed, and nothing at this node caught it.
            case failed
            /// It was under way when the execution, or the state around it, ended.
            case stopped
            /// It failed, and a catcher of this node took the failure.
            case caught
            /// It succeeded.
            case passed

            public static func < (left: State, right: State) -> Bool { left.rank < right.rank }
            private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
        }

        public var state: State
        /// How often the state was entered: once for each item, and for each turn of a loop.
        public var visits: Int
        /// How many attempts there were beyond the first of each visit, those after a redrive included.
        public var retries: Int

        public init(state: State, visits: Int, retries: Int) {
            self.state = state
            self.visits = visits
            self.retries = retries
        }
    }
}
