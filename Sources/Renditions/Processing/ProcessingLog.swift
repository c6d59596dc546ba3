internal import Logging

/// What one run of an ``ImageProcessor`` says in the log. Facts stand in the metadata; no message holds what a user wrote.
struct ProcessingLog: Sendable {
    private let logger: Logger
    private let key: ObjectKey

    init(_ logger: Logger, asset: AssetID, key: ObjectKey) {
        self.logger = logger.with("asset", "\(asset)")
        self.key = key
    }

    func began() {
        logger.trace("processing an original", metadata: ["key": "\(key)"])
    }

    func happened(_ event: ProcessingEvent) {
        switch event {
        case .fetched(let metadata):
            logger.debug("original fetched", metadata: ["bytes": "\(metadata.size)"])
        case .probed(let info):
            logger.debug(
                "original probed",
                metadata: ["format": "\(info.format.rawValue)", "size": "\(info.size)", "pages": "\(info.pages)"])
        case .planned(let plan):
            logger.debug(
                "renditions planned",
                metadata: [
                    "renditions": .array(plan.branches.flatMap(\.outputs).map { "\($0.name)" }),
                    "predicted-bytes": "\(plan.predictedBytes)",
                ])
        case .skipped(let record): logger.debug("rendition is there already", metadata: facts(of: record))
        case .stored(let record): logger.debug("rendition stored", metadata: facts(of: record))
        case .analyzed(let analysis):
            logger.debug(
                "pixels analyzed",
                metadata: [
                    "features": .array(
                        AnalysisFeature.allCases.filter(analysis.features.contains).map { "\($0.rawValue)" })
                ])
        case .recorded(let record):
            logger.debug("record written", metadata: ["state": "\(record.state.rawValue)"])
        }
    }

    private func facts(of record: RenditionRecord) -> Logger.Metadata {
        var facts: Logger.Metadata = [
            "rendition": "\(record.name)", "size": "\(record.size)", "bytes": "\(record.bytes)",
            "milliseconds": "\(Int((record.seconds * 1000).rounded()))",
        ]
        if record.isIncomplete { facts["incomplete"] = "yes" }
        return facts
    }

    func replaced() {
        logger.debug("original was replaced while it was processed")
    }

    func originalIsGone() {
        logger.debug("original is gone: what was made of it is removed")
    }

    func cancelled() {
        logger.debug("processing cancelled")
    }

    func failed(_ error: any Error) {
        logger.debug("processing failed", metadata: ["code": "\(AssetFailure(error).code)"])
    }

    func failureIsOfThePast() {
        logger.debug("failure not recorded: the original is another by now")
    }

    func failureIsLost(_ error: any Error) {
        logger.debug(
            "failure not recorded: its record could not be written", metadata: ["code": "\(AssetFailure(error).code)"])
    }
}

extension Logger {
    /// This logger with another fact on every line.
    fileprivate func with(_ name: String, _ value: Logger.MetadataValue) -> Logger {
        var logger = self
        logger[metadataKey: name] = value
        return logger
    }
}
