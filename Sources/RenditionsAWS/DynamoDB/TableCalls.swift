internal import AWSClient
internal import Renditions
internal import RenditionsWorkflow

/// Calls of one table. They throw `StoreError`, but for a write whose condition does not hold.
struct TableCalls: Sendable {
    /// A page of a query.
    struct Page: Sendable {
        var items: [TableItem]
        /// Where the next one begins; nil when this is the last.
        var next: JSONValue?
    }

    let table: String
    private let calls: JSONCalls

    init(table: String, client: AWSServiceClient) {
        self.table = table
        // A hundred items may have 16 MiB, and more as JSON in JSON.
        let json = JSONProtocol(
            version: JSONProtocol.dynamoDB.version, targetPrefix: JSONProtocol.dynamoDB.targetPrefix,
            replyLimit: 64 << 20)
        calls = JSONCalls(client: client, json: json)
    }

    /// - Throws: `AWSError` for what the caller tells apart; `StoreError` for all else; `CancellationError`.
    func call(_ operation: String, _ input: JSONValue, isIdempotent: Bool = true) async throws -> JSONValue {
        var input = input.objectValue ?? JSONObject()
        if !["TransactWriteItems", "BatchGetItem"].contains(operation) { input["TableName"] = .string(table) }
        return try await calls(operation, .object(input), isIdempotent: isIdempotent)
    }

    /// The item under a key as it is now, or nil.
    ///
    /// - Parameter names: the attributes to read; nil for all.
    func item(_ key: TableItem, names: [TableItem.Name]? = nil) async throws -> TableItem? {
        var input: JSONObject = ["Key": key.json, "ConsistentRead": true]
        if let names {
            let placeholders = Placeholders(names)
            input["ProjectionExpression"] = .string(placeholders.list)
            input["ExpressionAttributeNames"] = placeholders.json
        }
        return try await translatingErrors {
            try await call("GetItem", .object(input))["Item"].map { TableItem($0) }
        }
    }

    /// A page of a query.
    func query(_ input: JSONObject) async throws -> Page {
        let reply = try await translatingErrors { try await call("Query", .object(input)) }
        return Page(items: (reply["Items"]?.arrayValue ?? []).map { TableItem($0) }, next: reply["LastEvaluatedKey"])
    }

    /// Items under some of these keys, at most 100, as they are now, and the keys for which there was no room or no capacity.
    func items(_ keys: [TableItem]) async throws -> (items: [TableItem], rest: [TableItem]) {
        let wanted: JSONValue = ["Keys": .array(keys.map(\.json)), "ConsistentRead": true]
        let input: JSONValue = ["RequestItems": .object(JSONObject([.init(key: table, value: wanted)]))]
        let reply = try await translatingErrors { try await call("BatchGetItem", input) }
        // Under the table's name, or its ARN where it was called by that.
        let found = reply["Responses"]?.objectValue?.entries.first?.value.arrayValue ?? []
        let rest = reply["UnprocessedKeys"]?.objectValue?.entries.first?.value["Keys"]?.arrayValue ?? []
        return (found.map { TableItem($0) }, rest.map { TableItem($0) })
    }

    /// - Throws: `StoreError`, `CancellationError`.
    func translatingErrors<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as AWSError {
            throw error.storeError(table: table)
        }
    }
}
