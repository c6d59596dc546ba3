internal import Renditions

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
    package func tidy(grace: Double = 86_400) async throws -> Int {
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

    /// Nil where there is no note any more, or one that can't be understood and is not ours to remove.
    private func expiry(at place: ObjectKey) async throws -> Date? {
        do {
            return try await UploadNote.read(at: place, in: notes)?.expires
        } catch is DecodingError {
            return nil
        }
    }
}
