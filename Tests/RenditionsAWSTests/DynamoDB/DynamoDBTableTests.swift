import AWSClient
import AWSServers
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsWorkflow
import ScriptedServer
import Testing

@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct DynamoDBTableTests {
    @Test func aTableThatIsMadeIsInOrder() async throws {
        try await EmulatedTable.with { table in
            #expect(try await table.table.problems() == [])
            // Again, over what is there.
            try await table.store().put(Records.record("cat"))
            try await table.table.create()
            #expect(try await table.keys().count == 1)
            try await table.table.delete()
            try await table.table.delete()
            #expect(try await Records.failure { _ = try await table.table.problems() }.code == .invalidRequest)
        }
    }

    @Test func whatATableLacksIsSaid() async throws {
        try await EmulatedTable.with(isMade: false) { table in
            try await make(
                table, keys: ["pk", "sk"],
                indexes: [
                    [
                        "IndexName": "by-id", "KeySchema": Self.schema(["list", "place"]),
                        "Projection": ["ProjectionType": "INCLUDE", "NonKeyAttributes": ["place"]],
                    ]
                ])
            let problems = try await table.table.problems()
            #expect(problems.filter(\.isFatal).count == 3)
            let texts = problems.map(\.description).joined(separator: "\n")
            #expect(texts.contains("index by-update is missing"))
            #expect(texts.contains("key of the index by-id must be list and id"))
            #expect(texts.contains("by-id must include hash"))
            #expect(texts.contains("time to live is off"))
        }
    }

    @Test func keysThatAreNoStringsAreToldOf() async throws {
        try await EmulatedTable.with { table in
            try await ScriptedServer.run({ request in
                var answer = try await table.relay(request)
                if request.headers.first(name: "X-Amz-Target")?.hasSuffix(".DescribeTable") == true {
                    let described: JSONValue = try await table.client.call(
                        "DescribeTable", ["TableName": .string(table.name)] as JSONValue, as: .dynamoDB)
                    var found = described["Table"]?.objectValue ?? [:]
                    found["AttributeDefinitions"] = [["AttributeName": "sk", "AttributeType": "B"]]
                    answer = ScriptedAnswer(text: JSONValue.object(["Table": .object(found)]).json)
                }
                return answer
            }) { server in
                let other = DynamoDBTable(name: table.name, client: try table.client(of: server))
                let problems = try await other.problems()
                #expect(problems.map(\.isFatal) == [true])
                #expect(problems.first?.description.contains("sk") == true)
            }
        }
    }

    @Test func callsOfATableThatIsNotThereNameIt() async throws {
        try await EmulatedTable.with(isMade: false) { table in
            let store = table.store()
            let errors = [
                try await Records.failure { _ = try await store.record(AssetID("cat")) },
                try await Records.failure { _ = try await store.put(Records.record("cat"), if: .absent) },
                try await Records.failure { _ = try await store.put(Records.record("cat", attributes: ["a": "b"])) },
                try await Records.failure { _ = try await store.page(RecordRequest()) },
            ]
            for error in errors {
                #expect(error.code == .invalidRequest)
                #expect(error.message.contains("no table records"), "\(error.message)")
            }
        }
    }

    @Test func anIndexThatIsNotThereIsNamed() async throws {
        try await EmulatedTable.with(isMade: false) { table in
            try await make(table, keys: ["pk", "sk"], indexes: [])
            let store = table.store()
            try await store.put(Records.record("cat"))
            let error = try await Records.failure { _ = try await store.page(RecordRequest()) }
            #expect(error.code == .invalidRequest)
            #expect(error.message.contains("by-id"), "\(error.message)")
        }
    }

    @Test func aTableWithOtherKeysIsToldOf() async throws {
        try await EmulatedTable.with(isMade: false) { table in
            try await make(table, keys: ["id"], indexes: [])
            let error = try await Records.failure { _ = try await table.store().record(AssetID("cat")) }
            #expect(error.code == .invalidRequest)
            #expect(error.message.contains("pk and sk"), "\(error.message)")
        }
    }

    /// As DynamoDB itself says it.
    @Test func whatDynamoDBRefusesIsTold() async throws {
        try await EmulatedTable.with(isMade: false) { table in
            let refusals: [(String, String, StoreError.Code)] = [
                ("ValidationException", "The table does not have the specified index: by-id", .invalidRequest),
                ("ValidationException", "The provided key element does not match the schema", .invalidRequest),
                ("ValidationException", "Item size has exceeded the maximum allowed size", .tooLarge),
                ("ProvisionedThroughputExceededException", "The level of …", .unavailable),
                ("ItemCollectionSizeLimitExceededException", "Collection size exceeded.", .invalidRequest),
                ("InternalServerError", "Internal server error", .unavailable),
            ]
            for (name, message, code) in refusals {
                let answer = ScriptedAnswer.jsonError(
                    name == "InternalServerError" ? .internalServerError : .badRequest, name, message)
                try await ScriptedServer.run({ _ in answer }) { server in
                    let store = table.store(client: try table.client(of: server))
                    let error = try await Records.failure { _ = try await store.page(RecordRequest()) }
                    #expect(error.code == code, "\(name): \(error)")
                    #expect(error.cause is AWSError)
                }
            }
        }
    }

    private static func schema(_ keys: [String]) -> JSONValue {
        .array(zip(keys, ["HASH", "RANGE"]).map { ["AttributeName": .string($0), "KeyType": .string($1)] })
    }

    private func make(_ table: EmulatedTable, keys: [String], indexes: [JSONValue]) async throws {
        let named = keys + (indexes.isEmpty ? [] : ["list", "place"])
        var input: JSONObject = [
            "TableName": .string(table.name), "BillingMode": "PAY_PER_REQUEST", "KeySchema": Self.schema(keys),
            "AttributeDefinitions": .array(named.map { ["AttributeName": .string($0), "AttributeType": "S"] }),
        ]
        if !indexes.isEmpty { input["GlobalSecondaryIndexes"] = .array(indexes) }
        let _: JSONValue = try await table.client.call("CreateTable", JSONValue.object(input), as: .dynamoDB)
    }
}
