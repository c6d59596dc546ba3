package import Renditions
internal import Synchronization

/// A store of records that the processes of a ``World`` call.
///
/// Each operation takes effect at one moment, and whoever watches the store sees it in the same moment.
package final class SimulatedMetadataStore: MetadataStore {
    private struct State {
        var entries: [AssetID: Revised<AssetRecord>] = [:]
        /// Counts writes, so that a revision never comes back.
        var writes = 0
    }

    private let world: World
    private let state = Mutex(State())

    init(_ world: World) { self.world = world }

    /// What is there, in the order of IDs.
    package var all: [AssetRecord] {
        state.withLock { $0.entries.values.map(\.value) }.sorted { $0.id < $1.id }
    }

    package subscript(id: AssetID) -> AssetRecord? { state.withLock { $0.entries[id]?.value } }

    private static var fault: StoreError { StoreError(.unavailable, "The call was lost on its way.") }

    package func record(_ id: AssetID) async throws -> Revised<AssetRecord>? {
        try await world.call(.records, "read the record of \(id)", fault: Self.fault) {
            state.withLock { $0.entries[id] }
        }
    }

    package func put(_ record: AssetRecord, if condition: WriteCondition) async throws -> Revision {
        try await world.call(.records, "put the record of \(record.id)", fault: Self.fault) {
            let record = record.roundedToMilliseconds
            let (before, revision) = try state.withLock { state in
                let before = state.entries[record.id]
                try condition.check(against: before?.revision)
                state.writes += 1
                let revision = Revision(String(state.writes))
                state.entries[record.id] = Revised(record, revision: revision)
                return (before?.value, revision)
            }
            world.ledger.recorded(record, over: before)
            return revision
        }
    }

    package func delete(_ id: AssetID, if condition: WriteCondition) async throws {
        try await world.call(.records, "delete the record of \(id)", fault: Self.fault) {
            let gone = try state.withLock { state in
                try condition.check(against: state.entries[id]?.revision)
                return state.entries.removeValue(forKey: id)?.value
            }
            if let gone { world.ledger.forgotten(gone) }
        }
    }

    package func page(_ request: RecordRequest) async throws -> RecordPage {
        try request.validate()
        return try await world.call(.records, "list records", fault: Self.fault) {
            let matching = state.withLock { Array($0.entries.values) }
                .filter { request.filter.admits($0.value) }
                .sorted { request.order.places($0.value, before: $1.value) }
            let last = try request.cursor.map { try RecordCursor($0, order: request.order) }
            let rest = matching.filter { last?.isBefore($0.value, in: request.order) ?? true }
            let page = Array(rest.prefix(request.limit))
            return RecordPage(
                records: page,
                next: page.count < rest.count
                    ? page.last.map { RecordCursor($0.value).text(order: request.order) } : nil)
        }
    }
}
