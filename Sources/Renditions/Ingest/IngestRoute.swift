/// From where originals come, and where results go: checked when it is made, so that an application that would feed itself
/// does not even start.
///
/// A rendition that lands where originals are awaited is an event, which makes renditions, which are events. That ends with
/// the disk or the budget.
public struct IngestRoute: Hashable, Sendable {
    public let originals: StorePlace
    public let renditions: StorePlace
    /// Where else this application writes, such as a quarantine.
    public let others: [StorePlace]
    /// Whether the store of originals puts its prefix before keys by itself, so that its keys begin after it.
    public let hidesPrefix: Bool

    /// - Parameters:
    ///   - others: where else this application writes, such as a quarantine.
    ///   - hidesPrefix: whether the store of originals puts its prefix before keys by itself, as one of S3 does that was given
    ///     a prefix. Events have the whole key in any case.
    /// - Throws: ``IngestError`` with code `loop` when something that this application writes could be taken for an
    ///   original.
    public init(
        originals: StorePlace, renditions: StorePlace, others: [StorePlace] = [], hidesPrefix: Bool = false
    ) throws {
        for (name, place) in [("renditions", renditions)] + others.map({ ("other results", $0) })
        where place.overlaps(originals) {
            throw IngestError(
                .loop,
                "What is written as \(name) would arrive as originals: originals are \(originals), \(name) are \(place). "
                    + "Use two buckets, two folders of which neither lies in the other, or two prefixes of which neither "
                    + "begins with the other, such as originals/ and renditions/.")
        }
        self.originals = originals
        self.renditions = renditions
        self.others = others
        self.hidesPrefix = hidesPrefix
    }

    /// Whether an event tells of an original of this route. One bucket's events may tell of everything in it, results as
    /// well.
    public func concerns(_ event: IngestEvent) -> Bool { key(of: event) != nil }

    /// What the store of originals calls the object of which an event tells; nil for an event that is none of this route's.
    public func key(of event: IngestEvent) -> ObjectKey? {
        if case .bucket(let name, _) = originals.store.form, let bucket = event.bucket, bucket != name { return nil }
        let (key, prefix) = (event.key.rawValue.utf8, originals.prefix.utf8)
        guard key.starts(with: prefix) else { return nil }
        guard hidesPrefix else { return event.key }
        // What is no key any more the store can't have: of a prefix without a slash, `photos` hides in `photos/a.jpg`.
        return try? ObjectKey(String(decoding: key.dropFirst(prefix.count), as: UTF8.self))
    }
}
