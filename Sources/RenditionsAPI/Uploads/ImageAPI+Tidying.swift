internal import Renditions
internal import RenditionsTasks

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension ImageAPI {
    /// Removes what is remembered of upload links that can't be used any more. Call it now and then.
    ///
    /// - Parameter grace: seconds for which a link that has expired is still told from one that never was.
    /// - Returns: how many there were.
    /// - Throws: `StoreError`.
    public func tidy(grace: Double = 86_400) async throws -> Int {
        var count = 0
        let now = processor.clock.now
        for try await object in notes.list(prefix: UploadNote.prefix) {
            guard let expires = try await expiry(at: object.key), now.timeIntervalSince(expires) > grace else {
                continue
            }
            try await notes.delete(object.key)
            count += 1
        }
        return count
    }

    /// Begins to process what was written down as pending and never begun, because the process ended in between. Call it at
    /// the start and now and then; what is under way is not touched.
    ///
    /// - Returns: how many images were pending.
    /// - Throws: `StoreError`, `WorkflowError`.
    public func takeUp() async throws -> Int {
        var count = 0
        let pending = RecordFilter(states: [.pending])
        for try await record in processor.records.records(where: pending) {
            _ = try await ingestor.ingest(record.value.original.key, attributes: record.value.attributes)
            count += 1
        }
        return count
    }

    /// Nil where there is no note any more, or one that can't be understood and is not ours to remove.
    private func expiry(at place: ObjectKey) async throws -> Date? {
        do {
            return try await UploadNote.read(at: place, in: notes)?.note.expires
        } catch is DecodingError {
            return nil
        }
    }
}
