internal import Renditions
internal import RenditionsWorkflow

/// The calls that change a record from what is there to what is to be: one item by itself, several in a transaction.
struct RecordChange: Sendable {
    /// What is there must be in this revision; nil: there must be nothing.
    private let expected: Revision?
    private let id: AssetID
    private let items: RecordItems?
    /// Items of attributes that the record does not have any more.
    private let lost: [TableItem]

    /// - Parameter items: nil to delete it.
    init(of id: AssetID, from head: RecordHead?, to items: RecordItems?) {
        self.id = id
        self.items = items
        expected = head?.revision
        let kept = Set(items?.found.map(\.key) ?? [])
        lost = (head?.marks ?? []).sorted().map { RecordItems.key(of: id, mark: $0) }.filter { !kept.contains($0) }
    }

    /// The operation and its input, without the table.
    ///
    /// - Parameter token: by which the service knows a transaction again.
    func call(table: String, token: String) -> (operation: String, input: JSONValue) {
        let found = items?.found ?? []
        let (verb, main) = mainWrite
        guard !found.isEmpty || !lost.isEmpty else { return (verb + "Item", .object(main)) }
        var writes: [JSONValue] = [Self.write(verb, main, table)]
        writes += found.map { Self.write("Put", ["Item": $0.json], table) }
        writes += lost.map { Self.write("Delete", ["Key": $0.json], table) }
        return ("TransactWriteItems", ["TransactItems": .array(writes), "ClientRequestToken": .string(token)])
    }

    private var mainWrite: (verb: String, input: JSONObject) {
        var input: JSONObject =
            if let items { ["Item": items.main.json] } else { ["Key": RecordItems.key(of: id).json] }
        if let expected {
            input["ConditionExpression"] = "#revision = :revision"
            input["ExpressionAttributeNames"] = Placeholders([.revision]).json
            input["ExpressionAttributeValues"] = [":revision": AttributeValue.string(expected.rawValue).json]
        } else {
            input["ConditionExpression"] = "attribute_not_exists(#pk)"
            input["ExpressionAttributeNames"] = Placeholders([.partition]).json
        }
        return (items == nil ? "Delete" : "Put", input)
    }

    private static func write(_ verb: String, _ input: JSONObject, _ table: String) -> JSONValue {
        var input = input
        input["TableName"] = .string(table)
        return .object(JSONObject([.init(key: verb, value: .object(input))]))
    }
}
