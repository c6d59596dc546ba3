/// The end without success, as the only thing in a case of a ``Choice``. Behind a node it is ``WorkflowNode/fail(_:error:cause:)``.
public struct Fail: Sendable {
    let name: String
    let fields: JSONObject

    /// - Parameters:
    ///   - name: the state's name, a wire contract, 1 to 80 characters.
    ///   - error: what retriers and catchers match.
    ///   - cause: what to tell people.
    public init(_ name: String, error: String, cause: String) {
        self.name = name
        fields = ["Type": "Fail", "Error": .string(error), "Cause": .string(cause)]
    }
}

extension WorkflowNode {
    /// The end without success behind the node.
    public func fail(_ name: String, error: String, cause: String) -> Joined<Self, FailNode<Output>> {
        Joined(before: self, after: FailNode(Fail(name, error: error, cause: cause)))
    }
}
