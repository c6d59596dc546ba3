import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsWorkflow
import ScriptedServer
import Synchronization
import Testing

/// Replies that are lost after the work was done.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct LostReplyTests {
    /// What is done between a lost reply and the call that repeats it.
    typealias Meanwhile = @Sendable () async throws -> Void

    /// Runs `body` with a store the reply to whose first call of `operation` is lost.
    private func losing(
        _ operation: String, _ table: EmulatedTable, meanwhile: @escaping Meanwhile = {},
        _ body: (DynamoDBMetadataStore) async throws -> Void
    ) async throws -> [ScriptedRequest] {
        let isLost = Mutex(false)
        return try await ScriptedServer.run({ request in
            let answer = try await table.relay(request)
            let isThis = request.headers.first(name: "X-Amz-Target")?.hasSuffix(".\(operation)") == true
            guard isThis,
                isLost.withLock({ isLost in
                    defer { isLost = true }; return !isLost
                })
            else { return answer }
            try await meanwhile()
            return .lostReply
        }) { server in
            try await body(table.store(client: try table.client(of: server)))
            #expect(isLost.withLock { $0 }, "No reply was lost.")
            return server.requests
        }
    }

    @Test(arguments: ["GetItem", "PutItem"]) func aPutIsDoneOnce(_ operation: String) async throws {
        try await EmulatedTable.with { table in
            let first = try await table.store().put(Records.record("cat", second: 0))
            _ = try await losing(operation, table) { store in
                let revision = try await store.put(Records.record("cat", second: 1), if: .at(first))
                let found = try #require(try await table.store().record(AssetID("cat")))
                #expect(found.revision == revision)
                #expect(found.value.updated == Records.instant(1))
            }
        }
    }

    @Test func aFirstPutIsDoneOnce() async throws {
        try await EmulatedTable.with { table in
            _ = try await losing("PutItem", table) { store in
                let revision = try await store.put(Records.record("cat"), if: .absent)
                #expect(try await table.store().record(AssetID("cat"))?.revision == revision)
            }
        }
    }

    @Test func aTransactionIsDoneOnce() async throws {
        try await EmulatedTable.with { table in
            let first = try await table.store().put(Records.record("cat", attributes: ["a": "1"]))
            let requests = try await losing("TransactWriteItems", table) { store in
                let revision = try await store.put(Records.record("cat", attributes: ["a": "2"]), if: .at(first))
                #expect(try await table.store().record(AssetID("cat"))?.revision == revision)
                #expect(try await table.keys().count == 2)
            }
            let tokens = try requests.map {
                try JSONValue(json: Array($0.body.readableBytesView))["ClientRequestToken"]
            }
            #expect(Set(tokens.compactMap { $0?.stringValue }).count == 1, "A repetition says the same.")
            #expect(tokens.compactMap { $0 }.count == 2)
        }
    }

    @Test(arguments: [[:], ["a": "1"]]) func aDeleteIsDoneOnce(_ attributes: [String: String]) async throws {
        try await EmulatedTable.with { table in
            let first = try await table.store().put(Records.record("cat", attributes: attributes))
            let operation = attributes.isEmpty ? "DeleteItem" : "TransactWriteItems"
            _ = try await losing(operation, table) { store in
                try await store.delete(AssetID("cat"), if: .at(first))
                #expect(try await table.keys() == [])
            }
        }
    }

    @Test func whoeverWritesMeanwhileIsNotTakenForOneself() async throws {
        try await EmulatedTable.with { table in
            let first = try await table.store().put(Records.record("cat", second: 0))
            let other: Meanwhile = { _ = try await table.store().put(Records.record("cat", second: 2)) }
            _ = try await losing("PutItem", table, meanwhile: other) { store in
                let error = try await Records.failure {
                    _ = try await store.put(Records.record("cat", second: 1), if: .at(first))
                }
                #expect(error.code == .preconditionFailed)
                #expect(try await table.store().record(AssetID("cat"))?.value.updated == Records.instant(2))
            }
        }
    }

    /// Without a condition it is written again, on top.
    @Test func aPutWithoutAConditionIsDoneWhateverIsWrittenMeanwhile() async throws {
        try await EmulatedTable.with { table in
            try await table.store().put(Records.record("cat", second: 0))
            let other: Meanwhile = { _ = try await table.store().put(Records.record("cat", second: 2)) }
            _ = try await losing("PutItem", table, meanwhile: other) { store in
                try await store.put(Records.record("cat", second: 1))
                #expect(try await table.store().record(AssetID("cat"))?.value.updated == Records.instant(1))
            }
        }
    }
}
