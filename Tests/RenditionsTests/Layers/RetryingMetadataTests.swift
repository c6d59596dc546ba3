import Foundation
import Renditions
import RenditionsTesting
import Testing

@Suite struct RetryingMetadataTests {
    private let clock = InstantClock()
    private let memory = MemoryMetadataStore()

    private func retrying(_ faults: [Fault<MetadataStoreOperation>]) -> RetryingMetadataStore {
        FaultyMetadataStore(memory, faults: faults).retrying(clock: clock)
    }

    private func record(_ state: AssetState = .pending, at seconds: Double = 1) -> AssetRecord {
        let time = Date(timeIntervalSince1970: seconds)
        let original = ObjectMetadata(key: "a", size: 1, entityTag: EntityTag("tag"), modified: time)
        return AssetRecord(
            id: AssetID(original: "a"), state: state, original: original, created: time, updated: time)
    }

    @Test func readsAreRepeated() async throws {
        let faulty = FaultyMetadataStore(memory, faults: [.calls([1, 2], of: .record)])
        #expect(try await faulty.retrying(clock: clock).record(record().id) == nil)
        #expect(faulty.count(of: .record) == 3)
    }

    /// The date has a part of a millisecond, which no store keeps.
    @Test func recognisesItsOwnRecordWhenTheReplyToACreateIsLost() async throws {
        let own = record(at: 1.000_4)
        let revision = try await retrying([.calls([1], of: .put, .after)]).put(own, if: .absent)
        #expect(try await memory.record(own.id)?.revision == revision)
    }

    @Test func recognisesItsOwnRecordWhenTheReplyToAReplaceIsLost() async throws {
        let old = try await memory.put(record())
        let revision = try await retrying([.calls([1], of: .put, .after)]).put(record(.ready, at: 2), if: .at(old))
        #expect(try await memory.record(record().id) == Revised(record(.ready, at: 2), revision: revision))
        // Who holds the old revision has come too late, whatever is written.
        await #expect(performing: { try await retrying([]).put(record(.ready, at: 2), if: .at(old)) }, throws: isLate)
    }

    @Test func doesNotTakeSomebodyElsesRecordForItsOwn() async throws {
        let old = try await memory.put(record(at: 3))
        let store = retrying([.calls([1], of: .put)])
        await #expect(performing: { try await store.put(record(at: 2), if: .absent) }, throws: isLate)
        #expect(try await memory.record(record().id) == Revised(record(at: 3), revision: old))
    }

    @Test func aPutIsRefusedWhenItsRecordIsGone() async throws {
        let old = try await memory.put(record())
        try await memory.delete(record().id)
        let store = retrying([.calls([1], of: .put)])
        await #expect(performing: { try await store.put(record(at: 2), if: .at(old)) }, throws: isLate)
    }

    @Test func recognisesItsOwnDeleteWhenTheReplyIsLost() async throws {
        let old = try await memory.put(record())
        try await retrying([.calls([1], of: .delete, .after)]).delete(record().id, if: .at(old))
        #expect(try await memory.record(record().id) == nil)
        // What was never there under this revision is not taken for deleted.
        await #expect(performing: { try await retrying([]).delete(record().id, if: .at(old)) }, throws: isLate)
    }

    @Test func doesNotTakeAChangedRecordForDeleted() async throws {
        let old = try await memory.put(record())
        let new = try await memory.put(record(at: 2))
        let store = retrying([.calls([1], of: .delete)])
        await #expect(performing: { try await store.delete(record().id, if: .at(old)) }, throws: isLate)
        #expect(try await memory.record(record().id)?.revision == new)
    }

    /// The reading back may fail for a while too.
    @Test func settlesAlsoWhereTheReadingBackFailsAtFirst() async throws {
        let revision = try await retrying([.calls([1], of: .put, .after), .calls([1], of: .record)])
            .put(record(), if: .absent)
        #expect(try await memory.record(record().id)?.revision == revision)
    }

    private func isLate(_ error: any Error) -> Bool { (error as? StoreError)?.code == .preconditionFailed }
}
