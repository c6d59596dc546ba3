import AWSClient
import AWSServers
import Renditions
import RenditionsAWS
import RenditionsWorkflow
import Testing

/// What stands in the table for a record.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct RecordItemTests {
    @Test func aRecordIsOneItemAndOneForEachAttribute() async throws {
        try await EmulatedTable.with { table in
            let store = table.store()
            let id = try AssetID("cat")
            try await store.put(Records.record("cat", attributes: ["a": "1", "b": "2"]))
            let before = try await table.keys()
            #expect(before.count == 3)
            #expect(before.contains("record/cat|record"))
            // One attribute stays, one changes its value, one is new.
            try await store.put(Records.record("cat", attributes: ["a": "1", "b": "3", "c": "4"]))
            let after = try await table.keys()
            #expect(after.count == 4)
            #expect(after.intersection(before).count == 2)
            try await store.put(Records.record("cat"))
            #expect(try await table.keys() == ["record/cat|record"])
            try await store.put(Records.record("cat", attributes: ["a": "1"]))
            try await store.delete(id)
            #expect(try await table.keys() == [])
        }
    }

    @Test func recordsOfOneStateAreSpread() async throws {
        try await EmulatedTable.with { table in
            let store = table.store()
            for number in 0..<40 { try await store.put(Records.record("r\(number)", attributes: ["all": "same"])) }
            var lists: [String: Int] = [:]
            for item in try await table.items() { lists[item["list"]?["S"]?.stringValue ?? "", default: 0] += 1 }
            #expect(lists.count == 8, "Records and their attribute in four lists each: \(lists)")
            #expect(lists.values.allSatisfy { $0 < 25 }, "\(lists)")
            let found = try await store.page(RecordRequest(order: .oldestUpdateFirst))
            #expect(found.records.count == 40)
        }
    }

    @Test func manyWritersLeaveNoItemBehind() async throws {
        try await EmulatedTable.with { table in
            let store = table.store(.init(attempts: 200))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        for round in 0..<5 {
                            let attributes = ["writer": "\(writer)", "round \(round)": "", "w\(writer)": ""]
                            try await store.put(Records.record("cat", attributes: attributes))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let found = try #require(try await store.record(AssetID("cat"))).value
            #expect(try await table.keys().count == 4)
            for (name, value) in found.attributes {
                let page = try await store.page(RecordRequest(filter: RecordFilter(attributes: [name: value])))
                #expect(page.records.count == 1)
            }
        }
    }

    @Test func aRecordThatIsTooLargeIsRefusedBeforeItIsSent() async throws {
        try await EmulatedTable.with { table in
            let store = table.store()
            var record = try Records.record("large")
            record.failure = AssetFailure(
                code: "x", message: String(repeating: "x", count: 400_000), isRetryable: false)
            try await store.put(record)
            #expect(try await store.record(record.id)?.value == record)
            record.failure?.message += String(repeating: "x", count: 10_000)
            let calls = try await table.server.control.calls(account: table.account.account).count
            let large = record
            let error = try await Records.failure { _ = try await store.put(large) }
            #expect(error.code == .tooLarge)
            #expect(error.message.contains("409600"))
            #expect(try await table.server.control.calls(account: table.account.account).count == calls)
        }
    }

    @Test func asManyAttributesAsATransactionHasRoomFor() async throws {
        try await EmulatedTable.with { table in
            let store = table.store()
            func attributes(_ prefix: String, _ count: Int) -> [String: String] {
                Dictionary(uniqueKeysWithValues: (0..<count).map { ("\(prefix)\($0)", "") })
            }
            try await store.put(Records.record("cat", attributes: attributes("a", 49)))
            try await store.put(Records.record("cat", attributes: attributes("b", 49)))
            #expect(try await table.keys().count == 50)
            let error = try await Records.failure {
                _ = try await store.put(Records.record("cat", attributes: attributes("a", 50)))
            }
            #expect(error.code == .tooLarge)
        }
    }

    @Test func aRecordOfANewerVersionIsLeftAlone() async throws {
        try await EmulatedTable.with { table in
            let store = table.store()
            try await store.put(Records.record("cat"))
            let _: JSONValue = try await table.client.call(
                "UpdateItem",
                [
                    "TableName": .string(table.name),
                    "Key": ["pk": ["S": "record/cat"], "sk": ["S": "record"]],
                    "UpdateExpression": "SET #f = :f", "ExpressionAttributeNames": ["#f": "form"],
                    "ExpressionAttributeValues": [":f": ["N": "2"]],
                ] as JSONValue, as: .dynamoDB)
            let id = try AssetID("cat")
            #expect(try await Records.failure { _ = try await store.record(id) }.code == .incompatible)
            #expect(try await Records.failure { _ = try await store.put(Records.record("cat")) }.code == .incompatible)
            #expect(try await Records.failure { try await store.delete(id) }.code == .incompatible)
        }
    }
}
