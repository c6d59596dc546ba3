internal import Renditions

/// A batch for programs: one JSON object a line on standard output; failures also in words on standard error.
struct JSONLinesReport: BatchReport {
    private let console: Console

    init(_ console: Console) { self.console = console }

    func began(total: Int) {}

    func happened(_ event: ProcessingEvent, to file: SourceFile) {
        var line = BatchLine(event: "", key: file.key, path: file.name)
        switch event {
        case .fetched(let metadata):
            line.event = "fetched"
            line.bytes = metadata.size
        case .probed(let info):
            line.event = "probed"
            line.info = info
        case .planned(let plan):
            line.event = "planned"
            line.predictedBytes = plan.predictedBytes
        case .skipped(let record):
            line.event = "skipped"
            line.rendition = record
        case .stored(let record):
            line.event = "stored"
            line.rendition = record
        case .analyzed(let analysis):
            line.event = "analyzed"
            line.analysis = analysis
        case .recorded(let record):
            line.event = "recorded"
            line.asset = record.id
            line.state = record.state
        }
        write(line)
    }

    func finished(_ item: BatchItem) {
        var line = BatchLine(event: "finished", key: item.key, path: item.name)
        line.milliseconds = Amount.milliseconds(item.duration)
        if let failure = item.failure {
            line.event = "failed"
            line.failure = failure
            console.complain(failure.code, "\(item.name.printable): \(failure.message)")
        } else {
            line.made = item.made.count
            line.skipped = item.skipped.count
            line.isIncomplete = item.isIncomplete ? true : nil
            line.bytes = item.bytesIn
            line.bytesOut = item.bytesOut
        }
        write(line)
    }

    func ended(_ summary: BatchSummary, items: [BatchItem]) {
        var line = BatchLine(event: "summary")
        line.summary = summary
        write(line)
    }

    func cancelled(_ summary: BatchSummary) {
        var line = BatchLine(event: "cancelled")
        line.summary = summary
        write(line)
        console.complain("cancelled", "Stopped. What is stored is whole; run again to go on.")
    }

    private func write(_ line: BatchLine) {
        if let text = try? JSONText.line(line) { console.print(text) }
    }
}
