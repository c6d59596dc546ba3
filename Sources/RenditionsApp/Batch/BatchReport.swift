internal import Renditions

/// Tells somebody how a batch goes. Called by the batch alone, one call after the other.
protocol BatchReport: Sendable {
    /// The first call.
    ///
    /// - Parameter total: how many originals there are, those that can't be read included.
    func began(total: Int)
    func happened(_ event: ProcessingEvent, to file: SourceFile)
    func finished(_ item: BatchItem)
    /// The last call, unless the batch is cancelled.
    func ended(_ summary: BatchSummary, items: [BatchItem])
    /// The last call of a batch that is cancelled.
    func cancelled(_ summary: BatchSummary)
}
