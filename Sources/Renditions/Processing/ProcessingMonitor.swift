/// Tells the log and whoever listens what happens.
struct ProcessingMonitor: Sendable {
    let log: ProcessingLog
    private let listener: @Sendable (ProcessingEvent) -> Void

    init(
        _ processor: ImageProcessor, _ key: ObjectKey,
        listener: @escaping @Sendable (ProcessingEvent) -> Void = { _ in }
    ) {
        log = ProcessingLog(processor.logger, asset: AssetID(original: key), key: key)
        self.listener = listener
    }

    func emit(_ event: ProcessingEvent) {
        log.happened(event)
        listener(event)
    }
}
