import Logging
import Synchronization

/// Keeps what is logged.
final class LogRecorder: Sendable {
    struct Line: Sendable {
        var level: Logger.Level
        var message: String
        var metadata: [String: String]
    }

    private let state = Mutex<[Line]>([])

    var lines: [Line] { state.withLock { $0 } }
    var logger: Logger { Logger(label: "recorded") { _ in Handler(recorder: self) } }

    fileprivate func add(_ line: Line) { state.withLock { $0.append(line) } }
}

private struct Handler: LogHandler {
    let recorder: LogRecorder
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        recorder.add(
            LogRecorder.Line(level: event.level, message: "\(event.message)", metadata: all.mapValues { "\($0)" }))
    }
}
