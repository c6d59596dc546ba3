import RenditionsFileSystem
import RenditionsWorkflow

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Whether a journal with many executions is slower than one with few.
struct CrowdedJournal {
    struct Times {
        var list: Duration
        var start: Duration
        var finish: Duration
    }

    /// How many executions each round begins and ends. Of the rounds' times the median counts, since a disk has bad
    /// moments.
    private static let sample = 200
    private static let rounds = 7

    private let folder: SpeedFolder
    private let journal: WorkflowJournal
    private let registry: TaskRegistry
    private let runner: DurableRunner
    private let passing: StateMachine
    private let working: LoweredWorkflow<Count.Value, Count.Value>

    private init() throws {
        folder = try SpeedFolder()
        journal = try WorkflowJournal(path: folder.path + "/workflows.sqlite")
        registry = try TaskRegistry([Count()])
        runner = DurableRunner(journal: journal, registry: registry)
        passing = try StateMachine(json: #"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#)
        working = try OneStep().lowered()
    }

    static func compare(_ few: Int, _ many: Int) async throws {
        let journal = try CrowdedJournal()
        let added = sample * rounds
        // So that the middle round has as many as it says.
        try await journal.fill(0..<few - added / 2)
        let first = try await journal.median("few")
        try await journal.fill(few..<many - added)
        let second = try await journal.median("many")
        print("a journal with \(few) and with \(many) executions")
        for (what, path) in [("list a page of 100", \Times.list), ("start", \Times.start), ("finish", \Times.finish)] {
            let (before, after) = (first[keyPath: path] / .milliseconds(1), second[keyPath: path] / .milliseconds(1))
            let factor = (after / before * 100).rounded() / 100
            print("  \(what): \(rounded(before)) ms and \(rounded(after)) ms, \(factor) times as long")
        }
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    /// Executions that have ended.
    private func fill(_ numbers: Range<Int>) async throws {
        try await each(numbers, atOnce: 250) { number in
            _ = try await runner.start(
                StartRequest(
                    workflow: "crowd", machine: passing, name: "crowd-\(number)", input: ["key": "originals/a.jpg"]))
        }
    }

    private func median(_ prefix: String) async throws -> Times {
        var rounds: [Times] = []
        for round in 0..<Self.rounds { rounds.append(try await times("\(prefix)-\(round)")) }
        func middle(_ path: KeyPath<Times, Duration>) -> Duration {
            rounds.map { $0[keyPath: path] }.sorted()[Self.rounds / 2]
        }
        return Times(list: middle(\.list), start: middle(\.start), finish: middle(\.finish))
    }

    private func times(_ prefix: String) async throws -> Times {
        let clock = ContinuousClock()
        let list = try await clock.measure {
            for _ in 0..<200 { _ = try await runner.page(ExecutionListRequest(status: .succeeded)) }
        }
        let input = try JSONValue(encoding: Count.Value(key: "originals/a.jpg", count: 0))
        let start = try await clock.measure {
            try await each(0..<Self.sample, atOnce: 100) { number in
                _ = try await runner.start(
                    StartRequest(
                        workflow: working.name, machine: working.machine, name: "\(prefix)-\(number)", input: input))
            }
        }
        // Taking, one step and the end of each.
        let finish = try await clock.measure {
            try await SpeedRunner.serve(DurableRunner(journal: journal, registry: registry)) { runner in
                try await each(0..<Self.sample, atOnce: 100) { number in
                    _ = try await runner.outcome(
                        of: ExecutionIdentity(workflow: working.name, name: "\(prefix)-\(number)"))
                }
            }
        }
        return Times(list: list / 200, start: start / Self.sample, finish: finish / Self.sample)
    }

    private func each(
        _ numbers: Range<Int>, atOnce count: Int, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup { group in
            for worker in 0..<count {
                group.addTask {
                    for number in stride(from: numbers.lowerBound + worker, to: numbers.upperBound, by: count) {
                        try await body(number)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}

private struct OneStep: Workflow {
    static let name = "one"

    var body: some WorkflowNode<Count.Value, Count.Value> { Step(Count.self) }
}
