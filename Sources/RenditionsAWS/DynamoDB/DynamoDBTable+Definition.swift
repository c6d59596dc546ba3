internal import Renditions
internal import RenditionsWorkflow

extension DynamoDBTable {
    /// The indexes' names, their keys, and what stands in them besides.
    static let indexes: [(name: String, keys: [String], included: [String])] = [
        (byUpdate, ["list", "place"], ["hash", "marks", "state"]),
        (byID, ["list", "id"], ["hash", "place"]),
    ]

    /// The table as it is made, without its name.
    static var definition: JSONValue {
        let named = ["pk", "sk", "list", "place", "id"]
        return [
            "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": schema(["pk", "sk"]),
            "AttributeDefinitions": .array(named.map { ["AttributeName": .string($0), "AttributeType": "S"] }),
            "GlobalSecondaryIndexes": .array(
                indexes.map { index in
                    [
                        "IndexName": .string(index.name), "KeySchema": schema(index.keys),
                        "Projection": [
                            "ProjectionType": "INCLUDE",
                            "NonKeyAttributes": .array(index.included.map { .string($0) }),
                        ],
                    ]
                }),
        ]
    }

    private static func schema(_ keys: [String]) -> JSONValue {
        .array(zip(keys, ["HASH", "RANGE"]).map { ["AttributeName": .string($0), "KeyType": .string($1)] })
    }

    /// The names of a table's or an index's keys, partition first.
    static func keys(_ described: JSONValue) -> [String] {
        let schema = described["KeySchema"]?.arrayValue ?? []
        return ["HASH", "RANGE"].compactMap { type in
            schema.first { $0["KeyType"]?.stringValue == type }?["AttributeName"]?.stringValue
        }
    }

    /// Those of the store's keys that a table has as something else than strings.
    static func keysOfOtherTypes(_ described: JSONValue) -> [String] {
        let names = ["pk", "sk"] + indexes.flatMap(\.keys)
        return (described["AttributeDefinitions"]?.arrayValue ?? []).compactMap { definition in
            guard let name = definition["AttributeName"]?.stringValue, names.contains(name) else { return nil }
            return definition["AttributeType"]?.stringValue == "S" ? nil : name
        }
    }

    /// What a projection lacks of what listings read; nil for nothing.
    static func lack(of projection: JSONValue?, in included: [String]) -> String? {
        if projection?["ProjectionType"]?.stringValue == "ALL" { return nil }
        let found = (projection?["NonKeyAttributes"]?.arrayValue ?? []).compactMap(\.stringValue)
        let missing = included.filter { !found.contains($0) }
        return missing.isEmpty ? nil : missing.joined(separator: ", ")
    }
}
