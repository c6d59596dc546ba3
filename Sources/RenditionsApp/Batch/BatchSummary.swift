/// How a batch fared, counted.
struct BatchSummary: Sendable, Encodable {
    /// Originals that were given.
    var originals = 0
    var done = 0
    /// Of those that are done, how many were damaged and filled up.
    var incomplete = 0
    var failed = 0
    /// Renditions that were made.
    var renditions = 0
    /// Renditions that were there already.
    var skipped = 0
    /// Bytes of the originals that are done.
    var bytesIn = 0
    /// Bytes of all their renditions.
    var bytesOut = 0
    /// From the first original to the last.
    var milliseconds = 0

    mutating func add(_ item: BatchItem) {
        originals += 1
        guard item.failure == nil else {
            failed += 1
            return
        }
        done += 1
        if item.isIncomplete { incomplete += 1 }
        renditions += item.made.count
        skipped += item.skipped.count
        bytesIn += item.bytesIn ?? 0
        bytesOut += item.bytesOut
    }
}
