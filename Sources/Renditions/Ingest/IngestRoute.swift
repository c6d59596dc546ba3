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

    /// - Throws: ``IngestError`` with code `loop` when something that this application writes could be taken for an
    ///   original.
    public init(originals: StorePlace, renditions: StorePlace, others: [StorePlace] = []) throws {
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
    }

    /// Whether an event tells of an original of this route. One bucket's events may tell of everything in it, results as
    /// well.
    public func concerns(_ event: IngestEvent) -> Bool {
        if case .bucket(let name, _) = originals.store.form, let bucket = event.bucket, bucket != name { return false }
        return event.key.rawValue.utf8.starts(with: originals.prefix.utf8)
    }
}
