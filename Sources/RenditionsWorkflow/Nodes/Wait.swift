/// A pause. The value goes on as it is.
public struct Wait: Sendable {
    let name: String
    let fields: JSONObject

    /// - Parameters:
    ///   - name: the state's name, a wire contract, 1 to 80 characters.
    ///   - duration: rounded up to whole seconds, at least 1.
    public init(_ name: String, for duration: Duration) {
        self.name = name
        fields = ["Type": "Wait", "Seconds": .integer(duration.wholeSeconds)]
    }

    /// The pause where nothing stands before it that says what the value is.
    public func of<Value: Codable & Sendable>(_ value: Value.Type) -> WaitNode<Value> { WaitNode(self) }
}

/// A ``Wait`` that knows what the value is.
public struct WaitNode<Value: Codable & Sendable>: WorkflowNode {
    private let wait: Wait

    public typealias Input = Value
    public typealias Output = Value

    public init(_ wait: Wait) { self.wait = wait }

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        lowering.add(wait.name, wait.fields, then: next)
    }
}
