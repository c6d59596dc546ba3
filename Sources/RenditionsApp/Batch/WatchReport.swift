internal import Renditions
internal import RenditionsTasks
internal import RenditionsWorkflow

/// What became of one event of a watched folder.
struct WatchNote: Sendable {
    var event: IngestEvent
    var outcome: ExecutionOutcome
    var record: AssetRecord?
}

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
        let (event, outcome, record) = (note.event, note.outcome, note.record)
        let name = event.key.rawValue.printable
        if json {
            let line = Line(
                key: event.key, event: event.kind, state: record?.state, renditions: record?.renditions.count ?? 0,
                failure: record?.failure)
            if let text = try? JSONText.line(line) { console.print(text) }
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
