/// The same for each of many items. The results stand in the items' order.
public struct ForEach<Input: Codable & Sendable, Body: WorkflowNode>: WorkflowNode {
    public typealias Output = [Body.Output]

    private let name: String
    private let items: String
    private let concurrency: Int
    private let toleratedFailures: Int
    private let node: Body

    /// For each item of an array.
    ///
    /// - Parameters:
    ///   - name: the state's name, a wire contract, 1 to 80 characters.
    ///   - concurrency: how many items are worked on at once, 1 to 1,000; 40 on AWS at most where no failures are
    ///     tolerated. Default 8.
    ///   - toleratedFailures: how many items may fail without the whole failing with
    ///     `States.ExceedToleratedFailureThreshold`. Failed items have no results. Default 0; then an item's own error is
    ///     that of the whole.
    public init(
        _ name: String, concurrency: Int = 8, toleratedFailures: Int = 0, @WorkflowBuilder _ body: () -> Body
    ) where Input == [Body.Input] {
        self.name = name
        items = "$"
        self.concurrency = concurrency
        self.toleratedFailures = toleratedFailures
        node = body()
    }

    /// For each item of an array that is a field of the value. Otherwise the same.
    public init(
        _ name: String, over field: Field<Input, [Body.Input]>, concurrency: Int = 8, toleratedFailures: Int = 0,
        @WorkflowBuilder _ body: () -> Body
    ) {
        self.name = name
        items = field.path
        self.concurrency = concurrency
        self.toleratedFailures = toleratedFailures
        node = body()
    }

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        var processor: JSONObject = [
            // Only distributed maps tolerate failures.
            "ProcessorConfig": toleratedFailures == 0
                ? ["Mode": "INLINE"] : ["Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"]
        ]
        for entry in lowering.level(node, of: name).entries { processor[entry.key] = entry.value }
        var fields: JSONObject = ["Type": "Map"]
        if items != "$" { fields["ItemsPath"] = .string(items) }
        fields["MaxConcurrency"] = .integer(max(1, concurrency))
        if toleratedFailures > 0 { fields["ToleratedFailureCount"] = .integer(toleratedFailures) }
        fields["ItemProcessor"] = .object(processor)
        return lowering.add(name, fields, then: next)
    }
}
