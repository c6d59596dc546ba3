extension WorkflowGraph {
    /// A way between two states of a level.
    public struct Edge: Hashable, Sendable {
        /// Why an execution goes this way.
        public enum Kind: Hashable, Sendable {
            /// It is where the level begins.
            case start
            /// The state succeeded.
            case next
            /// This condition of a Choice state held, and none before it. In words, such as `width > 10000`.
            case rule(String)
            /// No condition of a Choice state held.
            case otherwise
            /// The state failed with one of these errors.
            case caught([String])
            /// The state succeeded, and the level is at its end.
            case end
        }

        /// The node that it leaves; nil for the level's beginning.
        public let from: Node.ID?
        /// The node that it leads to; nil for the level's end.
        public let to: Node.ID?
        public let kind: Kind

        /// What is written at the arrow; nil for nothing.
        public var label: String? {
            switch kind {
            case .start, .next, .end: nil
            case .rule(let condition): condition
            case .otherwise: "otherwise"
            case .caught(let errors): "catch " + errors.joined(separator: ", ")
            }
        }
    }
}
