internal import Renditions
internal import Synchronization

/// Where renditions are, remembered for a moment, so that one that is asked for over and over costs no look into the
/// records.
///
/// What is remembered is at worst as old as its lifetime: for so long a rendition of a replaced original may still be
/// served, as any cache between may do. It holds no bytes.
final class RenditionCache: Sendable {
    struct Name: Hashable {
        var id: AssetID
        var rendition: String
    }

    private struct Entry {
        var rendition: RenditionRecord
        var version: String
        var read: ContinuousClock.Instant
    }

    private let entries = Mutex<[Name: Entry]>([:])

    /// Entries, of about 500 bytes each.
    private static let maximumCount = 10_000

    /// What is known of a rendition, with its version; nil when that is too old, or nothing is.
    func find(_ name: Name, lifetime: Duration) -> (rendition: RenditionRecord, version: String)? {
        guard lifetime > .zero, let entry = entries.withLock({ $0[name] }),
            ContinuousClock.now - entry.read < lifetime
        else { return nil }
        return (entry.rendition, entry.version)
    }

    /// - Parameter read: when the record was about to be read.
    func keep(_ rendition: RenditionRecord, version: String, as name: Name, read: ContinuousClock.Instant) {
        entries.withLock { entries in
            // All at once: those that are asked for come back at their next request.
            if entries.count >= Self.maximumCount { entries = [:] }
            entries[name] = Entry(rendition: rendition, version: version, read: read)
        }
    }

    func forget(_ id: AssetID) {
        entries.withLock { entries in
            for name in entries.keys where name.id == id { entries[name] = nil }
        }
    }

    func forget(_ name: Name) { entries.withLock { $0[name] = nil } }
}
