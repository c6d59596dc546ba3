internal import RenditionsWorkflow

/// The events of an execution, asked for as they are taken, so that no more than a page of them is held.
actor HistoryFeed {
    private let runner: StepFunctionsRunner
    private let execution: ExecutionIdentity
    private var reader = HistoryReader()
    private var events: ArraySlice<HistoryEvent> = []
    /// The page that follows, while the feed goes through what had happened already when it began.
    private var token: JSONValue?
    private var last: HistoryEventType?
    private var pause = Duration.milliseconds(50)

    /// - Throws: `WorkflowError`, with code `not-found` where there is no such execution.
    init(_ execution: ExecutionIdentity, of runner: StepFunctionsRunner) async throws {
        self.execution = execution
        self.runner = runner
        try await turn()
    }

    /// The next one; nil when the execution has ended. Waits for it.
    func next() async throws -> HistoryEvent? {
        while events.isEmpty {
            if token != nil {
                try await turn()
            } else if last.map(Self.isEnd) ?? false {
                return nil
            } else {
                var (pause, reader) = (pause, reader)
                try await runner.rest(&pause)
                events = try await runner.news(of: execution, &reader)[...]
                (self.pause, self.reader) = (pause, reader)
            }
        }
        pause = .milliseconds(50)
        let event = events.removeFirst()
        last = event.type
        return event
    }

    private func turn() async throws {
        var reader = reader
        let page = try await runner.page(of: execution, at: token, &reader)
        (events, token, self.reader) = (page.events[...], page.next, reader)
    }

    private static func isEnd(_ type: HistoryEventType) -> Bool {
        [.executionSucceeded, .executionFailed, .executionTimedOut, .executionAborted].contains(type)
    }
}
