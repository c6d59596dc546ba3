internal import Renditions
internal import Synchronization

/// A batch for people: progress and failures on standard error, a table on standard output at the end.
final class TextReport: BatchReport {
    private let console: Console
    private let counts = Mutex(Counts())

    private struct Counts {
        var total = 0
        var done = 0
        var failures = 0
    }

    init(_ console: Console) { self.console = console }

    func began(total: Int) {
        draw(
            counts.withLock { counts in
                counts.total = total
                return counts
            })
    }

    private func draw(_ counts: Counts) {
        guard console.drawsProgress, counts.done < counts.total else { return }
        let bar = ProgressBar(done: counts.done, total: counts.total, failures: counts.failures)
        console.draw(bar.text(columns: console.columns))
    }

    func happened(_ event: ProcessingEvent, to file: SourceFile) {}

    func finished(_ item: BatchItem) {
        let counts = counts.withLock { counts in
            counts.done += 1
            if item.failure != nil { counts.failures += 1 }
            return counts
        }
        if console.drawsProgress { console.draw(ProgressBar.erasure) }
        if let failure = item.failure {
            let counter = console.drawsProgress ? "" : "[\(counts.done)/\(counts.total)] "
            console.note("\(counter)renditions: \(failure.code): \(item.name.printable): \(failure.message)")
        }
        draw(counts)
        if !console.drawsProgress, item.failure == nil {
            console.note("[\(counts.done)/\(counts.total)] \(line(of: item))")
        }
    }

    private func line(of item: BatchItem) -> String {
        var parts: [String] = []
        if !item.made.isEmpty { parts.append("\(item.made.count) made") }
        if item.isIncomplete { parts.append("incomplete") }
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
                let count = "\(item.made.count + item.skipped.count)"
                table.append([
                    name, item.isIncomplete ? "incomplete: \(count)" : count, bytesIn, Amount.grouped(item.bytesOut),
                    "\(Amount.milliseconds(item.duration))",
                ])
            }
        }
        for line in table.lines { console.print(line) }
        console.print("")
        if summary.incomplete > 0 {
            console.print(
                "Of \(Amount.count(summary.incomplete, "original")) part is missing or damaged and was filled up.")
        }
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
            "Stopped after \(Amount.count(summary.originals, "original")). What is stored is whole; run again to go on."
        )
    }
}
