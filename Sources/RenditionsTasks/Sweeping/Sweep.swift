public import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Removes what nothing tells of: renditions that no record names, as older versions, changed recipes and killed processes
/// leave them, and tombstones of long ago.
///
/// What is young stays, and so does everything of an asset whose record is: somebody may be about to name it.
public struct Sweep: Sendable {
    public let renditions: any ObjectStore
    public let records: any MetadataStore
    public let clock: WallClock
    /// Seconds for which objects stay that no record names. Must be longer than any work takes. Default: a day.
    public var grace: Double
    /// Seconds for which tombstones stay. Must be longer than any event is late. Default: 30 days.
    public var tombstoneLife: Double

    public init(
        renditions: any ObjectStore, records: any MetadataStore, clock: WallClock = .system, grace: Double = 86_400,
        tombstoneLife: Double = 30 * 86_400
    ) {
        self.renditions = renditions
        self.records = records
        self.clock = clock
        self.grace = grace
        self.tombstoneLife = tombstoneLife
    }

    /// Looks through both stores.
    ///
    /// - Parameters:
    ///   - deletes: whether what is found goes; otherwise it is only counted.
    ///   - onOrphan: is told of each orphan before it is deleted.
    /// - Throws: `StoreError`.
    public func run(
        deletes: Bool, onOrphan: @Sendable (ObjectMetadata) -> Void = { _ in }
    ) async throws -> SweepResult {
        var result = SweepResult()
        // Listings come in the order of keys, so the renditions of one asset stand together.
        var asset: AssetID?
        var orphans: [ObjectMetadata] = []
        for try await object in renditions.list() {
            result.checked += 1
            guard let other = object.key.renditionAsset, object.key.renditionGeneration != nil else {
                result.foreign += 1
                continue
            }
            if other != asset {
                try await clear(asset, orphans, deletes, onOrphan, &result)
                (asset, orphans) = (other, [])
            }
            if isOld(object.modified, grace) { orphans.append(object) }
        }
        try await clear(asset, orphans, deletes, onOrphan, &result)
        try await clearTombstones(deletes, &result)
        return result
    }

    private func isOld(_ date: Date, _ seconds: Double) -> Bool { clock.now.timeIntervalSince(date) > seconds }

    private func clear(
        _ asset: AssetID?, _ candidates: [ObjectMetadata], _ deletes: Bool, _ onOrphan: (ObjectMetadata) -> Void,
        _ result: inout SweepResult
    ) async throws {
        guard let asset, !candidates.isEmpty else { return }
        let record = try await records.record(asset)?.value
        if let record, !isOld(record.updated, grace) { return }
        let named = Set((record?.renditions.values).map { $0.map(\.key) } ?? [])
        let orphans = candidates.filter { !named.contains($0.key) }
        for orphan in orphans {
            onOrphan(orphan)
            if deletes { try await renditions.delete(orphan.key) }
            result.orphans += 1
            result.bytes += orphan.size
        }
        guard deletes, !orphans.isEmpty else { return }
        let after = Set((try await records.record(asset)?.value.renditions.values).map { $0.map(\.key) } ?? [])
        if orphans.contains(where: { after.contains($0.key) }) { result.damaged.append(asset) }
    }

    private func clearTombstones(_ deletes: Bool, _ result: inout SweepResult) async throws {
        for try await record in records.records(where: RecordFilter(states: [.deleted])) {
            guard let erasure = record.value.erasure, let completed = erasure.completed, !erasure.keepsOriginal,
                isOld(completed, tombstoneLife)
            else { continue }
            result.tombstones += 1
            guard deletes else { continue }
            do {
                try await records.delete(record.value.id, if: .at(record.revision))
            } catch let error as StoreError where error.code == .preconditionFailed {
                // The asset lives again.
                result.tombstones -= 1
            }
        }
    }
}
