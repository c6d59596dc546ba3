extension WorkflowGraph {
    /// One state.
    public struct Node: Hashable, Sendable, Identifiable {
        /// The state's place among all states of the machine, in the document's order, from 0.
        public let id: Int
        public let name: String
        public let type: StateType
        /// What is worth knowing besides, in a few words each, such as `Task · charge` and `timeout 30 s`.
        public let details: [String]
        /// The branches of a Parallel state; the item processor of a Map state; otherwise none.
        public let levels: [Level]
    }
}
