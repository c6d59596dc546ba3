/// What a distributed map asks for when its items are kept elsewhere.
public struct ItemRequest: Hashable, Sendable {
    /// The texts are what the States Language has.
    public enum Source: String, Hashable, Sendable, CaseIterable {
        /// Each object of a bucket, under a prefix.
        case listing = "arn:aws:states:::s3:listObjectsV2"
        /// What stands in one object: JSON, lines of JSON, or CSV.
        case object = "arn:aws:states:::s3:getObject"
    }

    public var source: Source
    /// As the document says: `Bucket`, and `Prefix` or `Key`.
    public var parameters: JSONValue
    /// How what is read becomes items, as the document says: `InputType` and so on.
    public var configuration: JSONValue
    /// How many items are wanted at most; nil for all.
    public var maximum: Int?

    public init(source: Source, parameters: JSONValue, configuration: JSONValue = [:], maximum: Int? = nil) {
        self.source = source
        self.parameters = parameters
        self.configuration = configuration
        self.maximum = maximum
    }

    /// The bucket; nil where the document names none.
    public var bucket: String? { parameters["Bucket"]?.stringValue }
}

extension ItemRequest {
    /// What stands in the place of a function's name when items are asked for. No function can have this name.
    static let function = FunctionName("$items")

    /// As an attempt has it.
    var payload: JSONValue {
        var fields: JSONObject = [
            "Resource": .string(source.rawValue), "Parameters": parameters, "ReaderConfig": configuration,
        ]
        fields["MaxItems"] = maximum.map { .integer($0) }
        return .object(fields)
    }

    /// Nil for a payload that asks for nothing.
    init?(payload: JSONValue) {
        guard let source = payload["Resource"]?.stringValue.flatMap(Source.init(rawValue:)) else { return nil }
        self.init(
            source: source, parameters: payload["Parameters"] ?? [:], configuration: payload["ReaderConfig"] ?? [:],
            maximum: payload["MaxItems"]?.integerValue)
    }
}

extension TaskRequest {
    /// What items are asked for; nil for a task. The output of such an attempt is an array of them.
    public var items: ItemRequest? { function == ItemRequest.function ? ItemRequest(payload: payload) : nil }
}
