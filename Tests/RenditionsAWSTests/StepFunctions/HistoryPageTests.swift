import AWSClient
import NIOCore
import NIOHTTP1
import RenditionsAWS
import RenditionsTesting
import RenditionsWorkflow
import ScriptedServer
import Synchronization
import Testing

/// Histories of more than one page.
struct HistoryPageTests {
    private static let count = 250
    private static let execution = ExecutionIdentity(workflow: "w", name: "one")

    /// An execution that has entered states until it ended.
    private static func event(_ id: Int) -> JSONValue {
        let type = id == 1 ? "ExecutionStarted" : id == count ? "ExecutionSucceeded" : "PassStateEntered"
        return [
            "id": .integer(id), "previousEventId": .integer(id - 1), "timestamp": .integer(id),
            "type": .string(type), "stateEnteredEventDetails": ["name": "A", "input": "{}"],
        ]
    }

    /// A page of what has happened so far, as Step Functions cuts it.
    private static func page(_ input: JSONValue, of known: Int) -> JSONValue {
        let isReversed = input["reverseOrder"]?.boolValue ?? false
        let ids = isReversed ? Array((1...known).reversed()) : Array(1...known)
        let start = input["nextToken"]?.stringValue.flatMap { Int($0) } ?? 0
        let end = min(known, start + (input["maxResults"]?.integerValue ?? known))
        var reply: JSONObject = ["events": .array(ids[start..<end].map(event))]
        if end < known { reply["nextToken"] = .string("\(end)") }
        return .object(reply)
    }

    /// - Parameter grows: whether each question finds more to have happened than the one before.
    private static func with(
        growing grows: Bool, _ body: (StepFunctionsRunner, _ asked: @escaping @Sendable () -> Int) async throws -> Void
    ) async throws {
        let asked = Mutex(0)
        try await ScriptedServer.run({ request in
            let input = try JSONValue(json: Array(request.body.readableBytesView))
            let number = asked.withLock { asked in
                asked += 1
                return asked
            }
            return ScriptedAnswer(text: page(input, of: grows ? min(count, 60 * number) : count).json)
        }) { server in
            try await AWSHTTPClient.with { http in
                let timing = Timing(clock: InstantClock())
                let client = try EmulatedTable.client(
                    of: .stepFunctions, server.url, "AKIDEXAMPLE", "secret", http, timing: timing)
                let runner = try StepFunctionsRunner(
                    client: client, configuration: .init(machines: "arn:aws:states:us-east-1:1:stateMachine:"),
                    timing: timing)
                try await body(runner) { asked.withLock { $0 } }
            }
        }
    }

    @Test func allPagesAreRead() async throws {
        try await Self.with(growing: false) { runner, _ in
            let events = try await runner.history(of: Self.execution)
            #expect(events.map(\.id) == Array(1...Self.count))
        }
    }

    /// Who reads slowly is not sent what nobody has room for.
    @Test func aPageIsAskedForWhenTheOneBeforeIsTaken() async throws {
        try await Self.with(growing: false) { runner, asked in
            var events = try await runner.events(of: Self.execution).makeAsyncIterator()
            for _ in 1...100 { _ = try await events.next() }
            #expect(asked() == 1)
            var rest = 0
            while try await events.next() != nil { rest += 1 }
            #expect(rest == Self.count - 100)
            #expect(asked() == 3)
        }
    }

    @Test func whatHappensMeanwhileIsToldOnce() async throws {
        try await Self.with(growing: true) { runner, _ in
            var ids: [Int] = []
            for try await event in try await runner.events(of: Self.execution) { ids.append(event.id) }
            #expect(ids == Array(1...Self.count))
        }
    }
}
