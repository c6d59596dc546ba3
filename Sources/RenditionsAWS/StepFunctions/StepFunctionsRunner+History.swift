public import RenditionsWorkflow

extension StepFunctionsRunner {
    /// Events that are asked for at once. Each may have 256 KiB of input or output, twice as long where it is quoted, and all
    /// of them must pass the limit of a reply.
    private static let pageSize = 100

    public func history(of execution: ExecutionIdentity) async throws -> [HistoryEvent] {
        var reader = HistoryReader()
        var events: [HistoryEvent] = []
        var token: JSONValue?
        repeat {
            let page = try await page(of: execution, at: token, &reader)
            events += page.events
            token = page.next
        } while token != nil
        return events
    }

    public func events(of execution: ExecutionIdentity) async throws -> WorkflowEvents {
        let feed = try await HistoryFeed(execution, of: self)
        return WorkflowEvents(AsyncThrowingStream { try await feed.next() })
    }

    /// One page of what has happened, from the beginning on, and what to ask for the next with.
    func page(
        of execution: ExecutionIdentity, at token: JSONValue?, _ reader: inout HistoryReader
    ) async throws -> (events: [HistoryEvent], next: JSONValue?) {
        let reply = try await entries(of: execution, isReversed: false, at: token)
        return (try reply.entries.compactMap { try reader.read($0) }, reply.next)
    }

    /// What has happened since the reader was last given anything: pages from the end, back to what is known.
    func news(of execution: ExecutionIdentity, _ reader: inout HistoryReader) async throws -> [HistoryEvent] {
        var found: [JSONValue] = []
        var token: JSONValue?
        repeat {
            let reply = try await entries(of: execution, isReversed: true, at: token)
            let new = reply.entries.filter { ($0["id"]?.integerValue ?? 0) > reader.last }
            found += new
            token = new.count < reply.entries.count ? nil : reply.next
        } while token != nil
        return try found.reversed().compactMap { try reader.read($0) }
    }

    private func entries(
        of execution: ExecutionIdentity, isReversed: Bool, at token: JSONValue?
    ) async throws -> (entries: [JSONValue], next: JSONValue?) {
        var input: JSONObject = [
            "executionArn": .string(names.execution(execution)), "maxResults": .integer(Self.pageSize),
            "includeExecutionData": true, "reverseOrder": .bool(isReversed),
        ]
        input["nextToken"] = token
        let call = JSONValue.object(input)
        let reply = try await whenKnown(execution) { try await calls("GetExecutionHistory", call) }
        return (reply["events"]?.arrayValue ?? [], reply["nextToken"])
    }
}
