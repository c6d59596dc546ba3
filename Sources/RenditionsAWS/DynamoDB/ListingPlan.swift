internal import Renditions
internal import RenditionsWorkflow

/// How a request is answered: which parts of which index are read, and between which keys.
struct ListingPlan: Sendable {
    /// Queries, one for each list that a record may stand in. Each gives entries in the request's order, but for the order of
    /// such as have one instant.
    private(set) var queries: [JSONObject] = []

    /// Nil where nothing can pass.
    ///
    /// - Throws: `StoreError` with code `invalid-request` when the cursor is not one for this order.
    init?(_ request: RecordRequest) throws {
        let filter = request.filter
        let cursor = try request.cursor.map { try RecordCursor($0, order: request.order) }
        let (low, high) = Self.bounds(request, cursor)
        if filter.states?.isEmpty == true || low > high { return nil }

        let attributes = filter.attributes.sorted { $0.key < $1.key }
        // What has an attribute is fewer than what has a state.
        let lead = attributes.first.map { RecordLists.mark($0.key, $0.value) }
        var conditions = Conditions()
        if lead != nil, let states = filter.states {
            conditions.add(oneOf: states.map(\.rawValue).sorted(), .state)
        }
        for (name, value) in attributes.dropFirst() {
            conditions.add(containing: RecordLists.mark(name, value), .marks)
        }
        let source = Self.source(request.order, hasLead: lead != nil)
        for list in Self.lists(lead, filter.states) {
            queries.append(
                conditions.query(
                    source, list: list, low: low, high: high, isAscending: request.order != .newestUpdateFirst))
        }
    }

    /// Where entries are read: an index, or the table itself, in which attributes stand by ID.
    struct Source {
        var index: String?
        var partition: TableItem.Name
        var sort: TableItem.Name
    }

    private static func source(_ order: RecordOrder, hasLead: Bool) -> Source {
        switch order {
        case .id where hasLead: Source(index: nil, partition: .partition, sort: .sort)
        case .id: Source(index: DynamoDBTable.byID, partition: .list, sort: .id)
        default: Source(index: DynamoDBTable.byUpdate, partition: .list, sort: .place)
        }
    }

    private static func lists(_ lead: String?, _ states: Set<AssetState>?) -> [String] {
        (0..<RecordLists.shards).flatMap { shard -> [String] in
            if let lead { return [RecordLists.name(ofMark: lead, shard: shard)] }
            let states = AssetState.allCases.filter { states?.contains($0) ?? true }
            return states.map { RecordLists.name(of: $0, shard: shard) }
        }
    }

    /// The first and the last key, both of which count. Times are a millisecond wider than the filter, which judges each record
    /// again; so is the place of a cursor, whose record is left out when it is met.
    private static func bounds(_ request: RecordRequest, _ cursor: RecordCursor?) -> (low: String, high: String) {
        // All IDs begin with what is greater than the one, and with what is less than the other.
        if request.order == .id { return (cursor?.id.rawValue ?? "!", "~") }
        var low = RecordPlace.first(at: (request.filter.updatedFrom?.millisecondsSince1970 ?? Int64.min / 2) - 1)
        var high = RecordPlace.last(at: (request.filter.updatedBefore?.millisecondsSince1970 ?? Int64.max / 2) + 1)
        if let cursor {
            if request.order == .oldestUpdateFirst {
                low = max(low, RecordPlace(milliseconds: cursor.milliseconds, id: cursor.id).text)
            } else {
                high = min(high, RecordPlace.last(at: cursor.milliseconds))
            }
        }
        return (low, high)
    }
}

extension ListingPlan {
    /// What DynamoDB judges of each entry before it gives it.
    private struct Conditions {
        private var texts: [String] = []
        private var names: [TableItem.Name] = []
        private var values: [JSONObject.Entry] = []

        mutating func add(oneOf options: [String], _ name: TableItem.Name) {
            names.append(name)
            texts.append("#\(name.rawValue) IN (\(options.map { value($0) }.joined(separator: ", ")))")
        }

        mutating func add(containing option: String, _ name: TableItem.Name) {
            if !names.contains(name) { names.append(name) }
            texts.append("contains(#\(name.rawValue), \(value(option)))")
        }

        private mutating func value(_ text: String) -> String {
            let name = ":v\(values.count)"
            values.append(.init(key: name, value: AttributeValue.string(text).json))
            return name
        }

        func query(_ source: Source, list: String, low: String, high: String, isAscending: Bool) -> JSONObject {
            var names = Set(self.names).union(IndexEntry.names)
            names.formUnion([source.partition, source.sort])
            let placeholders = Placeholders(names.sorted { $0.rawValue < $1.rawValue })
            var query: JSONObject = [
                "KeyConditionExpression":
                    .string(
                        "#\(source.partition.rawValue) = :list AND #\(source.sort.rawValue) BETWEEN :low AND :high"),
                "ProjectionExpression": .string(Placeholders(IndexEntry.names).list),
                "ExpressionAttributeNames": placeholders.json,
                "ExpressionAttributeValues": .object(
                    JSONObject(
                        values + [
                            .init(key: ":list", value: AttributeValue.string(list).json),
                            .init(key: ":low", value: AttributeValue.string(low).json),
                            .init(key: ":high", value: AttributeValue.string(high).json),
                        ])),
                "ScanIndexForward": .bool(isAscending),
            ]
            if let index = source.index { query["IndexName"] = .string(index) }
            // The table itself can be read as it is now.
            if source.index == nil { query["ConsistentRead"] = true }
            if !texts.isEmpty { query["FilterExpression"] = .string(texts.joined(separator: " AND ")) }
            return query
        }
    }
}
