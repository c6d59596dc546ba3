public import RenditionsWorkflow

/// How an execution ended and what happened in it.
public struct ASLResult: Sendable {
    public var status: String
    public var output: JSONValue?
    public var error: String?
    /// A text, or what the text stands for where it is JSON.
    public var cause: JSONValue?
    /// The types of the events in order; nil where nothing was recorded.
    public var events: [String]?

    public init(status: String, output: JSONValue?, error: String?, cause: JSONValue?, events: [String]?) {
        self.status = status
        self.output = output
        self.error = error
        self.cause = cause
        self.events = events
    }

    public init(_ outcome: ExecutionOutcome, events: [HistoryEvent]) {
        // Items of a distributed map have histories of their own.
        let types = events.filter { $0.child == nil }.map(\.type.rawValue)
        let status = outcome.status.rawValue
        switch outcome {
        case .succeeded(let output):
            self.init(status: status, output: output, error: nil, cause: nil, events: types)
        case .failed(let error, let cause), .aborted(let error, let cause):
            self.init(status: status, output: nil, error: error, cause: cause.map { .string($0) }, events: types)
        case .timedOut: self.init(status: status, output: nil, error: nil, cause: nil, events: types)
        }
    }

    /// What differs from an expectation; nil when nothing does.
    public func difference(
        from expected: ASLResult, causeHasPlaceholders: Bool, isConcurrent: Bool
    ) -> String? {
        if status != expected.status {
            return
                "status \(status), expected \(expected.status); error \(error ?? "none"), cause \(cause?.json ?? "none")"
        }
        if output?.normalised != expected.output?.normalised {
            return "output \(output?.json ?? "none"), expected \(expected.output?.json ?? "none")"
        }
        if error != expected.error { return "error \(error ?? "none"), expected \(expected.error ?? "none")" }
        if !causeHasPlaceholders, cause?.normalised != expected.cause?.normalised {
            return "cause \(cause?.json ?? "none"), expected \(expected.cause?.json ?? "none")"
        }
        guard let events, let wanted = expected.events else { return nil }
        return Self.difference(of: events, from: wanted, isConcurrent: isConcurrent)
    }

    /// Where branches run at once the order of their events says nothing, and the recorder dropped some of them.
    private static func difference(of events: [String], from expected: [String], isConcurrent: Bool) -> String? {
        guard isConcurrent else {
            return events == expected
                ? nil : "events \(events.joined(separator: " ")), expected \(expected.joined(separator: " "))"
        }
        var counts = events.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        for type in expected {
            counts[type, default: 0] -= 1
            if counts[type, default: 0] < 0 { return "there are too few events \(type)" }
        }
        return nil
    }
}
