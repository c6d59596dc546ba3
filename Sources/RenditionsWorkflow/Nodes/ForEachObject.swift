/// The same for each of many objects in a bucket: millions of them on Step Functions, where each is an execution of its own. The
/// value stays as it was; what comes of the objects stands in no output, since it would not fit.
///
/// On AWS the bucket is listed by Step Functions itself. Other runners ask the ``ItemSource`` of their registry.
public struct ForEachObject<Input: Codable & Sendable, Body: WorkflowNode>: WorkflowNode
where Body.Input == ObjectItem<Input> {
    public typealias Output = Input

    private let name: String
    private let bucket: Field<Input, String>
    private let prefix: Field<Input, String>
    private let results: (bucket: Field<Input, String>, prefix: Field<Input, String>)
    private let concurrency: Int
    private let toleratedPercentage: Int
    private let node: Body

    /// - Parameters:
    ///   - name: the state's name, a wire contract, 1 to 80 characters.
    ///   - bucket: where the objects are.
    ///   - prefix: what their keys begin with; empty for all.
    ///   - resultsBucket: where Step Functions writes down what has come of them; other runners don't. It is read from the
    ///     execution's own input, so that must have it in the same place.
    ///   - resultsPrefix: under which keys; likewise.
    ///   - concurrency: how many are worked on at once, 1 to 10,000; by other runners than Step Functions 1,000 at most.
    ///     Default 8.
    ///   - toleratedPercentage: how many may fail, 0 to 100, without the whole failing with
    ///     `States.ExceedToleratedFailureThreshold`. Default 0.
    public init(
        _ name: String, in bucket: Field<Input, String>, under prefix: Field<Input, String>,
        resultsIn resultsBucket: Field<Input, String>, under resultsPrefix: Field<Input, String>, concurrency: Int = 8,
        toleratedPercentage: Int = 0, @WorkflowBuilder _ body: () -> Body
    ) {
        self.name = name
        self.bucket = bucket
        self.prefix = prefix
        results = (resultsBucket, resultsPrefix)
        self.concurrency = concurrency
        self.toleratedPercentage = toleratedPercentage
        node = body()
    }

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        var processor: JSONObject = ["ProcessorConfig": ["Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"]]
        for entry in lowering.level(node, of: name).entries { processor[entry.key] = entry.value }
        var fields: JSONObject = ["Type": "Map"]
        fields["ItemReader"] = Self.service(ItemRequest.Source.listing.rawValue, bucket.path, prefix.path)
        fields["ItemSelector"] = ["object.$": "$$.Map.Item.Value", "input.$": "$"]
        fields["MaxConcurrency"] = .integer(max(1, concurrency))
        if toleratedPercentage > 0 {
            fields["ToleratedFailurePercentage"] = .number(.double(Double(toleratedPercentage)))
        }
        fields["ItemProcessor"] = .object(processor)
        // Whether a path here is looked up in the state's input or in the results is told differently by different
        // interpreters; the execution's input is the same to all.
        let input = "$$.Execution.Input"
        fields["ResultWriter"] = Self.service(
            "arn:aws:states:::s3:putObject", input + results.bucket.path.dropFirst(),
            input + results.prefix.path.dropFirst())
        fields["ResultPath"] = .null
        return lowering.add(name, fields, then: next)
    }

    private static func service(_ resource: String, _ bucket: String, _ prefix: String) -> JSONValue {
        ["Resource": .string(resource), "Parameters": ["Bucket.$": .string(bucket), "Prefix.$": .string(prefix)]]
    }
}
