internal import Renditions
internal import RenditionsTasks
internal import RenditionsWorkflow

/// Tells what became of each event of a watched folder.
struct WatchReport: Sendable {
    private let console: Console
    private let json: Bool

    init(_ console: Console, json: Bool) {
        self.console = console
        self.json = json
    }

    private struct Line: Encodable {
        var key: ObjectKey
        var event: IngestEvent.Kind
        var state: AssetState?
        var renditions: Int
        var failure: AssetFailure?
    }

    func tell(_ note: WatchNote) {
        switch note.end {
        case .outcome(let outcome, let record): tell(note.event, outcome, record)
        case .unreadable(let failure):
            if json { return printLine(note.event, nil, failure) }
            console.complain(failure.code, "\(note.event.key.rawValue.printable): \(failure.message.inToolWords)")
        }
    }

    private func printLine(_ event: IngestEvent, _ record: AssetRecord?, _ failure: AssetFailure?) {
        let line = Line(
            key: event.key, event: event.kind, state: record?.state, renditions: record?.renditions.count ?? 0,
            failure: failure)
        if let text = try? JSONText.line(line) { console.print(text) }
    }

    private func tell(_ event: IngestEvent, _ outcome: ExecutionOutcome, _ record: AssetRecord?) {
        let name = event.key.rawValue.printable
        if json {
            printLine(event, record, record?.failure)
        } else if case .succeeded = outcome {
            switch record?.state {
            case .ready?: console.print("\(name): \(Amount.count(record?.renditions.count ?? 0, "rendition"))")
            case .deleted?, nil: console.print("\(name): gone, and all that was made of it")
            case let state?: console.print("\(name): \(state.rawValue)")
            }
        } else if let failure = record?.failure {
            console.complain(failure.code, "\(name): \(failure.message.inToolWords)")
        } else {
            console.complain("execution-failed", "\(name): \(outcome.status.rawValue). See `renditions workflow list`.")
        }
    }
}
