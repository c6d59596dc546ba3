internal import Renditions
internal import RenditionsWorkflow

/// What a backfill has to know of an original beside its renditions: whether the workflow of uploads has ever dealt with the
/// version that is there, and whether it shall do so now.
struct OriginalLook: Sendable {
    let key: ObjectKey
    let record: AssetRecord?

    /// Whether the original has to be looked at: nothing is recorded of it, or it is in quarantine, or its record is a
    /// tombstone, or of another version than the listing has.
    ///
    /// - Parameter listed: the entity tag as a listing has it; nil where that says none.
    func isSuspect(listed: EntityTag?) -> Bool {
        guard let record else { return true }
        switch record.state {
        case .quarantined, .deleted: return true
        case .ready, .failed: return listed.map { $0 != record.original.entityTag } ?? false
        // Whoever works on it looks at the original at the end.
        case .pending, .processing: return false
        }
    }

    /// Looks at the original, as an event would have it looked at.
    ///
    /// - Returns: nil where the record is of the version that is there, and not to be taken up.
    /// - Throws: `StoreError`.
    func find(in originals: any ObjectStore) async throws -> RerenderedOriginal? {
        let original: ObjectMetadata
        do {
            original = try await originals.head(key)
        } catch let error as StoreError where error.code == .notFound {
            return RerenderedOriginal(outcome: .gone)
        }
        guard !original.isRendition else { return RerenderedOriginal(outcome: .unknown) }
        guard let record else { return taken(.missed, original) }
        switch record.state {
        case .deleted where record.refuses(original): return RerenderedOriginal(outcome: .erased)
        case .quarantined: return taken(.quarantined, original)
        case .ready, .failed: return record.original.entityTag == original.entityTag ? nil : taken(.missed, original)
        case .deleted, .pending, .processing: return taken(.missed, original)
        }
    }

    private func taken(_ outcome: RerenderedOriginal.Outcome, _ original: ObjectMetadata) -> RerenderedOriginal {
        RerenderedOriginal(
            outcome: outcome,
            request: ProcessRequest(original: original, generation: AssetRecord.nextGeneration(after: record)))
    }

    /// What is said of one that is neither ready nor to be taken up: it was refused, or somebody works on it.
    var idle: RerenderedOriginal.Outcome {
        record?.state == .failed ? .refused : .busy
    }
}

extension ListedObject {
    var entityTag: EntityTag? {
        guard let etag, etag.hasPrefix("\""), etag.hasSuffix("\""), etag.utf8.count > 2 else { return nil }
        return EntityTag(String(etag.dropFirst().dropLast()))
    }
}
