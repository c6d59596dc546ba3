import AWSClient
import AWSServers
import Renditions
import RenditionsAWS
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is left of erased assets goes when nobody can ask for it any more.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct TombstoneTests {
    private static let day = 86_400.0

    private static func tombstone(_ id: String, keepsOriginal: Bool = false, completed: Date?) throws -> AssetRecord {
        var record = try Records.record(id, state: .deleted, attributes: ["kept": "yes"])
        record.erasure = Erasure(
            reason: .requested, keepsOriginal: keepsOriginal, requested: Records.instant(0), completed: completed)
        return record
    }

    private static func put(_ table: EmulatedTable, _ store: DynamoDBMetadataStore) async throws {
        try await store.put(tombstone("done", completed: Records.instant(0)))
        try await store.put(tombstone("under-way", completed: nil))
        try await store.put(tombstone("refuses", keepsOriginal: true, completed: Records.instant(0)))
        try await store.put(Records.record("lives"))
    }

    private static func left(_ store: DynamoDBMetadataStore) async throws -> [String] {
        try await store.page(RecordRequest()).records.map(\.value.id.rawValue)
    }

    @Test func theyGoAfterTheirTime() async throws {
        try await EmulatedTable.with { table in
            let store = table.store()
            try await Self.put(table, store)
            let control = table.server.control
            let then = Records.instant(0).timeIntervalSince1970
            // DynamoDB deletes by itself; the emulator when it is told to.
            let early = try await control.deleteExpiredItems(account: table.account.account, now: then + 89 * Self.day)
            #expect(early == 0)
            let due = try await control.deleteExpiredItems(account: table.account.account, now: then + 91 * Self.day)
            #expect(due == 2, "The record and its attribute go.")
            #expect(try await Self.left(store) == ["lives", "refuses", "under-way"])
            #expect(try await table.keys().allSatisfy { !$0.contains("done") })
        }
    }

    @Test func theyStayWhereNobodySaysForHowLong() async throws {
        try await EmulatedTable.with { table in
            let store = table.store(.init(tombstoneLifetime: nil))
            try await Self.put(table, store)
            let now = Records.instant(0).timeIntervalSince1970 + 1000 * Self.day
            #expect(try await table.server.control.deleteExpiredItems(account: table.account.account, now: now) == 0)
        }
    }

    @Test func anAssetThatLivesAgainDoesNotGo() async throws {
        try await EmulatedTable.with { table in
            let store = table.store()
            try await store.put(Self.tombstone("cat", completed: Records.instant(0)))
            try await store.put(Records.record("cat", attributes: ["kept": "yes"]))
            let now = Records.instant(0).timeIntervalSince1970 + 1000 * Self.day
            #expect(try await table.server.control.deleteExpiredItems(account: table.account.account, now: now) == 0)
        }
    }

    /// DynamoDB deletes the items of one record one by one.
    @Test func whatIsLeftOfOneInTheIndexesIsNotListed() async throws {
        try await EmulatedTable.with { table in
            let store = table.store()
            try await store.put(Self.tombstone("cat", completed: Records.instant(0)))
            let _: [String: String] = try await table.client.call(
                "DeleteItem",
                DeleteItem(TableName: table.name, Key: ["pk": ["S": "record/cat"], "sk": ["S": "record"]]),
                as: .dynamoDB)
            for order in RecordOrder.allCases {
                let filter = RecordFilter(attributes: ["kept": "yes"])
                #expect(try await store.page(RecordRequest(filter: filter, order: order)).records.isEmpty)
            }
            _ = try await store.put(Records.record("cat", attributes: ["kept": "no"]), if: .absent)
        }
    }

    private struct DeleteItem: Encodable {
        var TableName: String
        var Key: [String: [String: String]]
    }
}
