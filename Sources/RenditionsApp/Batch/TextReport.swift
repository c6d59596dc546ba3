internal import Renditions
internal import Synchronization

/// A batch for people: progress and failures on standard error, a table on standard output at the end.
final class TextReport: BatchReport {
    private let console: Console
    private let total: Int
    private let finished = Mutex((items: 0, failures: 0))

    /// - Parameter total: how many originals there are.
    init(_ console: Console, total: Int) {
        self.console = console
        self.total = total
    }

    func happened(_ event: ProcessingEvent, to file: SourceFile) {}

    func finished(_ item: BatchItem) {
        let (count, failures) = finished.withLock { counts in
            counts.items += 1
            if item.failure != nil { counts.failures += 1 }
            return counts
        }
        if console.drawsProgress { console.draw(ProgressBar.erasure) }
        if let failure = item.failure {
            console.complain(failure.code, "\(item.name.printable): \(failure.message)")
        }
        if console.drawsProgress {
            let bar = ProgressBar(done: count, total: total, failures: failures)
            console.draw(count == total ? "" : bar.text(columns: console.columns))
        } else if item.failure == nil {
            console.note("[\(count)/\(total)] \(line(of: item))")
        }
    }

    private func line(of item: BatchItem) -> String {
        var parts: [String] = []
        if !item.made.isEmpty { parts.append("\(item.made.count) made") }
        if !item.skipped.isEmpty { parts.append("\(item.skipped.count) there already") }
        return "\(item.name.printable): \(parts.joined(separator: ", ")) (\(Amount.milliseconds(item.duration)) ms)"
    }

    func ended(_ summary: BatchSummary, items: [BatchItem]) {
        var table = TextTable(["original", ">renditions", ">bytes in", ">bytes out", ">ms"])
        for item in items {
            let name = (item.key?.rawValue ?? item.name).printable
            let bytesIn = item.bytesIn.map(Amount.grouped) ?? "-"
            if let failure = item.failure {
                table.append([name, failure.code, bytesIn, "-", "\(Amount.milliseconds(item.duration))"])
            } else {
                table.append([
                    name, "\(item.made.count + item.skipped.count)", bytesIn, Amount.grouped(item.bytesOut),
                    "\(Amount.milliseconds(item.duration))",
                ])
            }
        }
        for line in table.lines { console.print(line) }
        console.print("")
        console.print(
            "\(Amount.count(summary.done, "original")) done, \(summary.failed) failed; "
                + "\(Amount.count(summary.renditions, "rendition")) made, \(summary.skipped) there already; "
                + "\(Amount.bytes(summary.bytesIn)) in, \(Amount.bytes(summary.bytesOut)) out, "
                + "\(Amount.grouped(summary.milliseconds)) ms")
    }

    func cancelled(_ summary: BatchSummary) {
        if console.drawsProgress { console.draw(ProgressBar.erasure) }
        console.complain(
            "cancelled",
            "Stopped after \(Amount.count(summary.originals, "original")). What is stored is whole; run again to go on.")
    }
}
