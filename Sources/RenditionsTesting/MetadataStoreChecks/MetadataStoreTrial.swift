import Renditions
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One run of a check: the store, a random prefix of IDs, and the records that have to be removed afterwards.
final class MetadataStoreTrial: Sendable {
    let store: any MetadataStore
    /// What the IDs of this run start with.
    let prefix: String
    private let ids = Mutex<Set<AssetID>>([])

    init(store: any MetadataStore) {
        self.store = store
        prefix = "check-\(String(UInt64.random(in: .min ... .max), radix: 36))-"
    }

    /// An ID of this run.
    func id(_ suffix: String = "asset") throws -> AssetID {
        let id = try AssetID(prefix + suffix)
        ids.withLock { _ = $0.insert(id) }
        return id
    }

    /// Removes what the run may have written. Failures are not the check's concern, and cancellation must not keep
    /// this from being done.
    func cleanUp() async {
        let ids = ids.withLock { $0 }
        await Task { [store] in
            for id in ids { try? await store.delete(id, if: .always) }
        }.value
    }

    /// A record with little in it, marked as of this run.
    ///
    /// - Parameter second: when it was updated, in seconds after an instant in 2024.
    func record(
        _ suffix: String = "asset", state: AssetState = .ready, second: Double = 0,
        attributes: [String: String] = [:], hash: PerceptualHash? = nil
    ) throws -> AssetRecord {
        let id = try id(suffix)
        return AssetRecord(
            id: id, state: state,
            original: ObjectMetadata(
                key: "originals/cat.jpg", size: 12, entityTag: EntityTag("tag"), modified: Self.instant(0)),
            analysis: hash.map { ImageAnalysis(perceptualHash: $0) },
            attributes: attributes.merging(["check": prefix]) { given, _ in given },
            created: Self.instant(0), updated: Self.instant(second))
    }

    /// So many seconds after 17 May 2024, 12:30 UTC.
    static func instant(_ second: Double) -> Date { Date(timeIntervalSince1970: 1_715_949_000 + second) }

    func read(_ id: AssetID, fileID: StaticString = #fileID, line: Int = #line) async throws -> Revised<AssetRecord> {
        guard let found = try await store.record(id) else {
            throw CheckFailure("The record is not there.", fileID: fileID, line: line)
        }
        return found
    }

    /// The suffixes of the IDs of this run's records, in the order in which the store gives them.
    ///
    /// - Throws: ``CheckFailure`` when a page is too long or the pages never end.
    func list(
        _ filter: RecordFilter = RecordFilter(), order: RecordOrder = .id, limit: Int = 1000, from cursor: String? = nil
    ) async throws -> [String] {
        // Marked, to be quick on a store full of other records; picked out again, so that a store that does not
        // filter by attributes fails in the checks of that filter and not in all.
        var filter = filter
        filter.attributes.merge(["check": prefix]) { given, _ in given }
        var request = RecordRequest(filter: filter, order: order, limit: limit, cursor: cursor)
        var found: [String] = []
        for _ in 0..<1000 {
            let page = try await store.page(request)
            try expect(page.records.count <= limit, "A page of \(limit) has \(page.records.count) records.")
            found += page.records.map(\.value.id.rawValue).filter { $0.hasPrefix(prefix) }
                .map { String($0.dropFirst(prefix.count)) }
            guard let next = page.next else { return found }
            request.cursor = next
        }
        throw CheckFailure("A listing of a few records has not ended after 1,000 pages.")
    }

    func expectList(
        _ expected: [String], _ filter: RecordFilter = RecordFilter(), order: RecordOrder = .id, limit: Int = 1000,
        fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        let found = try await list(filter, order: order, limit: limit)
        try expect(found == expected, "The listing must be \(expected), not \(found).", fileID: fileID, line: line)
    }

    /// - Throws: ``CheckFailure`` unless the write is refused.
    func expectRefused(
        _ record: AssetRecord, if condition: WriteCondition, fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        try await expectError(.preconditionFailed, "A put that may not be done", fileID: fileID, line: line) {
            _ = try await self.store.put(record, if: condition)
        }
    }
}
