internal import RenditionsWorkflow

/// Names in an expression, since some are words of DynamoDB's own: `#id` for `id`.
struct Placeholders {
    private let names: [TableItem.Name]

    init(_ names: [TableItem.Name]) { self.names = names }

    /// As in a projection.
    var list: String { names.map { "#" + $0.rawValue }.joined(separator: ", ") }

    var json: JSONValue {
        .object(JSONObject(names.map { .init(key: "#" + $0.rawValue, value: .string($0.rawValue)) }))
    }
}
