import Foundation
import RenditionsFileSystem
import RenditionsTesting
import RenditionsWorkflow
import Synchronization
import Testing

/// A process that ends is a copy of its journal that nobody works on any longer.
@Suite("Executions after a crash", .timeLimit(.minutes(5)))
struct CrashTests {
    /// What one run came to.
    private struct Run: Sendable {
        var calls: [CallList.Call]
        var outcome: ExecutionOutcome
        var history: [HistoryEvent]
        /// The journal as it was at the beginning of each call.
        var copies: [String]
    }

    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A task, one that fails twice, items one after another, a wait, and a task.
    private func machine() throws -> StateMachine {
        try JournalSample.machine(
            "A",
            [
                JournalSample.task("A", "\"ResultPath\": \"$.a\", \"Next\": \"B\""),
                JournalSample.task(
                    "B",
                    """
                    "ResultPath": "$.b", "Next": "M",
                    "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 10, "JitterStrategy": "FULL"}]
                    """),
                """
                "M": {"Type": "Map", "MaxConcurrency": 1, "ItemsPath": "$.items", "Next": "W", "ItemProcessor": {
                  "StartAt": "I", "States": {\(JournalSample.task("I"))}}}
                """,
                "\"W\": {\"Type\": \"Wait\", \"Seconds\": 86400, \"Next\": \"Z\"}", JournalSample.task("Z"),
            ])
    }

    /// Runs an execution, or what is left of it in a copy, to its end.
    private func run(_ path: String, copies: Bool) async throws -> Run {
        let list = CallList()
        let registry = JournalSample.registry { input, context in
            let number = list.add(context)
            if copies { try JournalSample.copy(path, to: "\(path)-\(number)") }
            if context.state == "B", context.attempt < 3 { throw StateFailure(error: "Busy", cause: nil) }
            return ["state": .string(context.state), "attempt": .integer(context.attempt), "saw": input]
        }
        // Leases that others had are over.
        let journal = try JournalSample.journal(path, ahead: copies ? 0 : 3600)
        let runner = JournalSample.served(journal, registry)
        let execution = try await runner.start(
            JournalSample.request(machine(), input: ["items": [1, 2, 3]])
        ).identity
        let outcome = try await runner.outcome(of: execution)
        let history = try await runner.history(of: execution)
        try await runner.end()
        return Run(
            calls: list.calls, outcome: outcome, history: history,
            copies: copies ? list.calls.indices.map { "\(path)-\($0 + 1)" } : [])
    }

    @Test func everyStepIsGoneOnFrom() async throws {
        let whole = try await run(folder.path("workflows.sqlite"), copies: true)
        #expect(whole.calls.map(\.state) == ["A", "B", "B", "B", "I", "I", "I", "Z"])
        #expect(Set(whole.calls.map(\.token)).count == 6)
        #expect(whole.outcome.status == .succeeded)
        for (index, copy) in whole.copies.enumerated() {
            let rest = try await run(copy, copies: false)
            #expect(rest.outcome == whole.outcome, "after call \(index + 1)")
            #expect(rest.calls == Array(whole.calls[index...]), "after call \(index + 1)")
            #expect(rest.history.map(Plain.init) == whole.history.map(Plain.init), "after call \(index + 1)")
        }
    }

    /// An event without its time.
    private struct Plain: Equatable {
        let values: [JSONValue]

        init(_ event: HistoryEvent) {
            values = [
                .integer(event.id), .integer(event.previousID), .string(event.type.rawValue),
                .string(event.state ?? ""), event.input ?? .null, event.output ?? .null, .string(event.error ?? ""),
                .integer(event.task?.rawValue ?? 0),
            ]
        }
    }

    @Test func manyItemsAreGoneOnFrom() async throws {
        let path = folder.path("workflows.sqlite")
        let machine = try JournalSample.machine(
            "M",
            [
                """
                "M": {"Type": "Map", "MaxConcurrency": 7, "End": true, "ItemProcessor": {
                  "StartAt": "I", "States": {\(JournalSample.task("I"))}}}
                """
            ])
        let items = JSONValue.array((0..<60).map { .integer($0) })
        let list = CallList()
        let registry = JournalSample.registry { input, context in
            let number = list.add(context)
            if number % 10 == 0 { try JournalSample.copy(path, to: "\(path)-\(number)") }
            return input
        }
        let runner = JournalSample.served(try JournalSample.journal(path), registry)
        let execution = try await runner.start(JournalSample.request(machine, input: items)).identity
        #expect(try await runner.outcome(of: execution) == .succeeded(items))
        try await runner.end()
        let tokens = Set(list.calls.map(\.token))
        #expect(tokens.count == 60)
        for number in stride(from: 10, through: 60, by: 10) {
            let rest = CallList()
            let registry = JournalSample.registry { input, context in
                rest.add(context)
                return input
            }
            let runner = JournalSample.served(
                try JournalSample.journal("\(path)-\(number)", ahead: 3600), registry)
            #expect(try await runner.outcome(of: execution) == .succeeded(items))
            #expect(Set(rest.calls.map(\.token)).isSubset(of: tokens))
            #expect(rest.calls.count < 61 - number + 7, "What had ended must not be done again.")
            try await runner.end()
        }
    }
}
