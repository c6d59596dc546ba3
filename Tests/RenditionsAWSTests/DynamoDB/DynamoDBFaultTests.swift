import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsTesting
import RenditionsWorkflow
import ScriptedServer
import Synchronization
import Testing

/// What goes wrong between the store and its table.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct DynamoDBFaultTests {
    @Test(arguments: ["GetItem", "PutItem", "BatchGetItem", "Query"])
    func afterSomeRefusalsCallsGoThrough(_ action: String) async throws {
        try await EmulatedTable.with { table in
            let store = table.store()
            try await table.server.control.refuse(
                .init(service: "dynamodb", action: action, account: table.account.account, count: 2))
            try await store.put(Records.record("cat", attributes: ["a": "b"]))
            let page = try await store.page(RecordRequest(filter: RecordFilter(attributes: ["a": "b"])))
            #expect(page.records.count == 1)
            #expect(try await table.server.control.refusalsLeft(account: table.account.account) == 0)
        }
    }

    @Test func whatIsRefusedForGoodIsUnavailable() async throws {
        try await EmulatedTable.with { table in
            try await table.server.control.refuse(
                .init(service: "dynamodb", action: "PutItem", account: table.account.account, count: 1000))
            let error = try await Records.failure {
                _ = try await table.store().put(Records.record("cat"), if: .absent)
            }
            #expect(error.code == .unavailable)
            #expect(error.isRetryable)
            #expect(error.message.contains("records"))
            #expect(try await table.keys() == [])
        }
    }

    private struct Refusals {
        var count: Int
        mutating func next() -> Bool {
            guard count > 0 else { return false }
            count -= 1
            return true
        }
    }

    @Test func aTransactionInTheWayIsWaitedFor() async throws {
        try await EmulatedTable.with { table in
            let refused = ScriptedAnswer(
                .badRequest,
                text: """
                    {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
                     "message":"Transaction cancelled, please refer cancellation reasons for specific reasons",
                     "CancellationReasons":[{"Code":"TransactionConflict"},{"Code":"None"}]}
                    """)
            let left = Mutex(Refusals(count: 7))
            try await ScriptedServer.run({ request in
                let isWrite = request.headers.first(name: "X-Amz-Target")?.hasSuffix("TransactWriteItems") == true
                return isWrite && left.withLock { $0.next() } ? refused : try await table.relay(request)
            }) { server in
                let store = table.store(client: try table.client(of: server))
                try await store.put(Records.record("cat", attributes: ["a": "b"]))
                #expect(try await table.keys().count == 2)
                #expect(left.withLock { $0.count } == 0)
            }
            try await ScriptedServer.run({ request in
                let isWrite = request.headers.first(name: "X-Amz-Target")?.hasSuffix("TransactWriteItems") == true
                return isWrite ? refused : try await table.relay(request)
            }) { server in
                let store = table.store(.init(attempts: 3), client: try table.client(of: server))
                let error = try await Records.failure {
                    _ = try await store.put(Records.record("cat", attributes: ["a": "d"]))
                }
                #expect(error.code == .unavailable)
            }
        }
    }

    /// What DynamoDB had no capacity for is asked for again.
    @Test func keysThatWereNotProcessedAreAskedForAgain() async throws {
        try await EmulatedTable.with { table in
            for number in 0..<10 { try await table.store().put(Records.record("r\(number)")) }
            try await ScriptedServer.run({ request in
                guard request.headers.first(name: "X-Amz-Target")?.hasSuffix("BatchGetItem") == true else {
                    return try await table.relay(request)
                }
                // Answers for the first three alone.
                var input = try JSONValue(json: Array(request.body.readableBytesView)).objectValue ?? [:]
                var tables = input["RequestItems"]?.objectValue ?? [:]
                var wanted = tables[table.name]?.objectValue ?? [:]
                let keys = wanted["Keys"]?.arrayValue ?? []
                wanted["Keys"] = .array(Array(keys.prefix(3)))
                tables[table.name] = .object(wanted)
                input["RequestItems"] = .object(tables)
                var reply: JSONValue = try await table.client.call(
                    "BatchGetItem", JSONValue.object(input), as: .dynamoDB)
                if keys.count > 3, var object = reply.objectValue {
                    wanted["Keys"] = .array(Array(keys.dropFirst(3)))
                    object["UnprocessedKeys"] = .object(JSONObject([.init(key: table.name, value: .object(wanted))]))
                    reply = .object(object)
                }
                return ScriptedAnswer(text: reply.json)
            }) { server in
                let store = table.store(client: try table.client(of: server))
                let page = try await store.page(RecordRequest())
                #expect(page.records.map(\.value.id.rawValue) == (0..<10).map { "r\($0)" })
            }
        }
    }

    /// What an index shows for a moment after a write is not listed.
    @Test func whatAnIndexShowsTooLateIsNotListed() async throws {
        try await EmulatedTable.with { table in
            for number in 0..<3 {
                try await table.store().put(Records.record("r\(number)", state: .pending, second: 0))
            }
            let late = LateIndex(table)
            try await ScriptedServer.run({ try await late.answer($0) }) { server in
                let store = table.store(client: try table.client(of: server))
                for order in RecordOrder.allCases { _ = try await store.page(RecordRequest(order: order)) }
                late.stop()
                try await table.store().delete(AssetID("r0"))
                try await table.store().put(Records.record("r1", state: .ready, second: 5))
                _ = try await table.store().put(Records.record("r2", state: .pending, second: 9))
                for order in RecordOrder.allCases {
                    let pending = try await store.page(RecordRequest(filter: .init(states: [.pending]), order: order))
                    // By time it stands elsewhere by now, which the index will show.
                    #expect(pending.records.map(\.value.id.rawValue) == (order == .id ? ["r2"] : []))
                }
            }
        }
    }

    @Test func permissionsThatAreMissingAreNamed() async throws {
        try await EmulatedTable.with { table in
            try await table.store().put(Records.record("cat", attributes: ["a": "b"]))
            let reader = try await table.user(allowed: ["dynamodb:GetItem", "dynamodb:BatchGetItem"])
            let store = table.store(client: reader)
            #expect(try await store.record(AssetID("cat")) != nil)
            let put = try await Records.failure { _ = try await store.put(Records.record("dog"), if: .absent) }
            #expect(put.code == .permissionDenied)
            #expect(put.message.contains("dynamodb:PutItem") && put.message.contains("records"), "\(put.message)")
            let page = try await Records.failure { _ = try await store.page(RecordRequest()) }
            #expect(page.code == .permissionDenied)
            #expect(page.message.contains("dynamodb:Query"))
            let delete = try await Records.failure { try await store.delete(AssetID("cat")) }
            #expect(delete.code == .permissionDenied)
            #expect(try await table.keys().count == 2)
        }
    }

    @Test func theRightsThatAreNamedAreEnough() async throws {
        try await EmulatedTable.with { table in
            let store = table.store(client: try await table.user(allowed: DynamoDBMetadataStore.permissions))
            for check in MetadataStoreCheck.all
            where ["put-at-the-revision-writes", "delete-removes", "order-follows-writes", "filter-follows-writes"]
                .contains(check.name)
            {
                try await check(store)
            }
            _ = try await store.put(Records.record("plain"), if: .absent)
            try await store.delete(AssetID("plain"))
        }
    }

    /// Each of them is needed.
    @Test(arguments: DynamoDBMetadataStore.permissions) func eachRightIsNeeded(_ right: String) async throws {
        try await EmulatedTable.with { table in
            _ = try await table.store().put(Records.record("cat", attributes: ["a": "b"]))
            let rights = DynamoDBMetadataStore.permissions.filter { $0 != right }
            let store = table.store(client: try await table.user(allowed: rights))
            let error = try await Records.failure {
                _ = try await store.put(Records.record("cat", attributes: ["a": "c"]))
                _ = try await store.page(RecordRequest(filter: RecordFilter(attributes: ["a": "c"])))
                try await store.delete(AssetID("cat"))
            }
            #expect(error.code == .permissionDenied)
        }
    }

    @Test func keysThatNobodyKnowsAreRefused() async throws {
        try await EmulatedTable.with { table in
            let nobody = try EmulatedTable.client(
                of: .dynamoDB, table.server.endpoint, "AKIAIOSFODNN7EXAMPLE", "kept-to-oneself", table.http)
            let error = try await Records.failure { _ = try await table.store(client: nobody).record(AssetID("cat")) }
            #expect(error.code == .permissionDenied)
            #expect(!"\(error)".contains("kept-to-oneself"))
        }
    }
}
