internal import RenditionsWorkflow

/// An item of the table, or its key.
struct TableItem: Hashable, Sendable {
    /// The names of attributes. They are stored, and never change.
    enum Name: String, CaseIterable {
        /// The table's key.
        case partition = "pk"
        case sort = "sk"
        /// The partitions of both indexes: a list that the item stands in.
        case list
        /// Where it stands in a list by time, and the sort key of the index for that.
        case place
        /// The ID of an asset, and the sort key of the index by it. Only records have it, no attributes.
        case id
        case state
        /// Of the perceptual hash, 16 hexadecimal digits.
        case hash
        /// Digests of the record's attributes.
        case marks
        case revision
        /// The record as JSON.
        case document
        /// Which form the item has: 1.
        case form
        /// When DynamoDB may delete it, in seconds since 1970.
        case expires
    }

    private(set) var values: [String: AttributeValue] = [:]

    init(partition: String, sort: String) {
        self[.partition] = .string(partition)
        self[.sort] = .string(sort)
    }

    /// From a reply. Values of types that no item of this library has are left out.
    init(_ json: JSONValue) {
        for entry in json.objectValue?.entries ?? [] {
            if let value = AttributeValue(entry.value) { values[entry.key] = value }
        }
    }

    subscript(name: Name) -> AttributeValue? {
        get { values[name.rawValue] }
        set { values[name.rawValue] = newValue }
    }

    var key: TableItem {
        var key = self
        key.values = values.filter { [Name.partition.rawValue, Name.sort.rawValue].contains($0.key) }
        return key
    }

    var json: JSONValue {
        .object(JSONObject(values.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: $0.value.json) }))
    }

    /// Bytes as DynamoDB counts them, or a few more.
    var size: Int { values.reduce(0) { $0 + $1.key.utf8.count + $1.value.size } }
}
