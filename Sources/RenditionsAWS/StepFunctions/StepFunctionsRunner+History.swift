public import RenditionsWorkflow

extension StepFunctionsRunner {
    /// Events that are asked for at once.
    private static let pageSize = 200

    public func history(of execution: ExecutionIdentity) async throws -> [HistoryEvent] {
        var reader = HistoryReader()
        return try await news(of: execution, &reader)
    }

    public func events(of execution: ExecutionIdentity) async throws -> WorkflowEvents {
        var reader = HistoryReader()
        let first = try await news(of: execution, &reader)
        let (stream, continuation) = AsyncThrowingStream<HistoryEvent, any Error>.makeStream()
        let following = Task { [reader] in
            do {
                try await follow(execution, reader, first) { continuation.yield($0) }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in following.cancel() }
        return WorkflowEvents(stream)
    }

    private func follow(
        _ execution: ExecutionIdentity, _ reader: HistoryReader, _ first: [HistoryEvent],
        _ yield: (HistoryEvent) -> Void
    ) async throws {
        var (reader, events) = (reader, first)
        var pause = Duration.milliseconds(50)
        while true {
            for event in events { yield(event) }
            if let last = events.last {
                if Self.isEnd(last.type) { return }
                pause = .milliseconds(50)
            }
            try await rest(&pause)
            events = try await news(of: execution, &reader)
        }
    }

    private static func isEnd(_ type: HistoryEventType) -> Bool {
        [.executionSucceeded, .executionFailed, .executionTimedOut, .executionAborted].contains(type)
    }

    /// What has happened since the reader was last given anything.
    private func news(of execution: ExecutionIdentity, _ reader: inout HistoryReader) async throws -> [HistoryEvent] {
        var input: JSONObject = [
            "executionArn": .string(names.execution(execution)), "maxResults": .integer(Self.pageSize),
            "includeExecutionData": true,
            // Pages from the end, where the rest is known already.
            "reverseOrder": .bool(reader.last > 0),
        ]
        var found: [JSONValue] = []
        while true {
            let call = JSONValue.object(input)
            let reply = try await whenKnown(execution) { try await calls("GetExecutionHistory", call) }
            let events = reply["events"]?.arrayValue ?? []
            found += events.filter { ($0["id"]?.integerValue ?? 0) > reader.last }
            let isKnown = reader.last > 0 && events.contains { ($0["id"]?.integerValue ?? 0) <= reader.last }
            guard let next = reply["nextToken"], !isKnown else { break }
            input["nextToken"] = next
        }
        if reader.last > 0 { found.reverse() }
        return try found.compactMap { try reader.read($0) }
    }
}
