internal import Foundation
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsWorkflow

extension FinalCheck {
    /// One record for each asset, and none of what never was.
    mutating func checkRecords(of standings: [ObjectKey: Standing]) async throws {
        var seen: Set<AssetID> = []
        for try await record in records.records() {
            if !seen.insert(record.value.id).inserted { add("\(record.value.id) is recorded twice") }
            if standings[record.value.original.key] == nil { add("\(record.value.id) is a record of nothing") }
        }
    }

    /// The record says that somebody has to look, and the quarantine why.
    mutating func checkGivenUp(_ key: ObjectKey) async throws {
        let asset = AssetID(original: key)
        let record = try await records.record(asset)?.value
        if record?.state != .quarantined { add("\(key) is recorded as \(record?.state.rawValue ?? "nothing")") }
        let entry = try await Quarantine(scratch.quarantine()).entry(asset)
        if entry?.errorName != ErrorName.workerLost {
            add("\(key): the quarantine says \(entry?.errorName ?? "nothing")")
        }
    }

    /// What no record names is what a sweep takes; afterwards there is nothing but what must be there.
    mutating func checkRest(_ wanted: Set<ObjectKey>) async throws {
        let before = try await keys(in: renditions)
        let missing = wanted.subtracting(before)
        if !missing.isEmpty { add("\(missing.count) recorded renditions are not stored") }
        let result = try await Sweep(renditions: renditions, records: records, grace: 0).run(deletes: true)
        if result.foreign != 0 || !result.damaged.isEmpty { add("the sweep says \(result)") }
        if result.orphans != before.subtracting(wanted).count { add("the sweep took \(result.orphans) orphans") }
        let after = try await keys(in: renditions)
        for key in after.symmetricDifference(wanted) {
            add("after the sweep \(key) is \(after.contains(key) ? "there" : "gone")")
        }
        found(orphans: result.orphans, leftovers: 0)
    }

    /// Writes that were cut off leave temporary files until the store is swept.
    mutating func checkLeftovers() async throws {
        for (name, store) in [
            ("originals", originals), ("renditions", renditions), ("quarantine", try scratch.quarantine()),
        ] {
            found(orphans: 0, leftovers: try await store.sweep(olderThan: .zero).removedFiles)
            let left = try FileManager.default.contentsOfDirectory(
                atPath: "\(scratch.root)/\(name)/.renditions/temporary")
            if !left.isEmpty { add("left in \(name) after the sweep: \(left)") }
        }
    }

    private func keys(in store: FileObjectStore) async throws -> Set<ObjectKey> {
        var keys: Set<ObjectKey> = []
        for try await object in store.list() { keys.insert(object.key) }
        return keys
    }
}
