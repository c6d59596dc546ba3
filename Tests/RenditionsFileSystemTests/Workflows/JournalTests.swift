import Foundation
import GRDB
import RenditionsFileSystem
import RenditionsTesting
import RenditionsWorkflow
import Testing

@Suite("Journal of workflows", .timeLimit(.minutes(5)))
struct JournalTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("workflows.sqlite")
    }

    private func hanging(_ list: CallList) -> TaskRegistry {
        JournalSample.registry { _, context in
            list.add(context)
            return try await list.hang(context)
        }
    }

    @Test func startsWithoutAWorker() async throws {
        let starter = DurableRunner(
            journal: try JournalSample.journal(path), registry: JournalSample.registry { _, _ in .null })
        let execution = try await starter.start(JournalSample.request(JournalSample.working())).identity
        #expect(try await starter.describe(execution).status == .running)
        let worker = JournalSample.served(
            try JournalSample.journal(path), JournalSample.registry { _, _ in "done" })
        #expect(try await worker.outcome(of: execution) == .succeeded("done"))
        #expect(try await starter.describe(execution).outcome == .succeeded("done"))
        try await worker.end()
    }

    @Test func whoWaitsSeesWhatOthersWrite() async throws {
        let (clock, list) = (SteppingClock(), CallList())
        let watcher = try JournalSample.journal(path, leaseClock: clock)
        let worker = JournalSample.served(
            try JournalSample.journal(path),
            JournalSample.registry { input, context in
                list.add(context)
                return input
            })
        let execution = try await worker.start(JournalSample.request(JournalSample.working())).identity
        let followed = Task {
            var types: [HistoryEventType] = []
            for try await event in try await watcher.events(of: execution) { types.append(event.type) }
            return types
        }
        let outcome = Task { try await watcher.outcome(of: execution) }
        let isDone = Task {
            _ = try await outcome.value
            return try await followed.value
        }
        let stepping = Task {
            while !Task.isCancelled {
                clock.advance(by: .milliseconds(250))
                await Task.yield()
            }
        }
        #expect(try await isDone.value.last == .executionSucceeded)
        #expect(try await outcome.value == .succeeded([:]))
        stepping.cancel()
        try await worker.end()
    }

    @Test func whoWaitsCanBeCancelled() async throws {
        let starter = DurableRunner(journal: try JournalSample.journal(path), registry: hanging(CallList()))
        let execution = try await starter.start(JournalSample.request(JournalSample.working())).identity
        let waiting = Task { try await starter.outcome(of: execution) }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(try await starter.describe(execution).status == .running)
    }

    @Test func cancelNeedsNoWorker() async throws {
        let starter = DurableRunner(journal: try JournalSample.journal(path), registry: hanging(CallList()))
        let execution = try await starter.start(JournalSample.request(JournalSample.working())).identity
        let other = try JournalSample.journal(path)
        try await other.cancel(execution, error: "Operator", cause: "enough")
        #expect(try await other.outcome(of: execution) == .aborted(error: "Operator", cause: "enough"))
        #expect(try await other.history(of: execution).last?.type == .executionAborted)
        let left: Int? = try JournalSample.value("SELECT count(*) FROM work", in: path)
        #expect(left == 0)
    }

    @Test func cancelReachesAWorkerOfAnotherProcess() async throws {
        let list = CallList()
        // On the system's time, because both look around.
        let runner = DurableRunner(journal: try WorkflowJournal(path: path), registry: hanging(list))
        let worker = ServedRunner(runner) { try await runner.run() }
        let execution = try await worker.start(JournalSample.request(JournalSample.working())).identity
        await list.called(1)
        try await WorkflowJournal(path: path).cancel(execution, error: nil, cause: nil)
        await list.cancelled("T")
        #expect(try await worker.outcome(of: execution) == .aborted(error: nil, cause: nil))
        try await worker.end()
    }

    @Test func redriveNeedsNoWorker() async throws {
        let list = CallList()
        let failing = JournalSample.served(
            try JournalSample.journal(path),
            JournalSample.registry { _, _ in throw StateFailure(error: "E", cause: nil) })
        let execution = try await failing.start(JournalSample.request(JournalSample.working())).identity
        #expect(try await failing.outcome(of: execution) == .failed(error: "E", cause: nil))
        try await failing.end()
        let journal = try JournalSample.journal(path)
        let again = try await journal.redrive(execution)
        #expect(again.status == .running && again.redrives == 1 && again.endedAt == nil)
        let worker = JournalSample.served(
            try JournalSample.journal(path),
            JournalSample.registry { _, context in
                list.add(context)
                return "done"
            })
        #expect(try await worker.outcome(of: execution) == .succeeded("done"))
        #expect(list.calls.map(\.token) == ["w/x/2"])
        try await worker.end()
    }

    @Test func longWaitsAreOutOfMemory() async throws {
        let clock = SteppingClock()
        let journal = try JournalSample.journal(path, clock: WorkflowClock(clock, startingAt: JournalSample.origin))
        let worker = JournalSample.served(journal, JournalSample.registry { input, _ in input })
        let machine = try JournalSample.machine(
            "A",
            [
                JournalSample.task("A", "\"Next\": \"W\""),
                "\"W\": {\"Type\": \"Wait\", \"Seconds\": 3600, \"Next\": \"B\"}", JournalSample.task("B"),
            ])
        let execution = try await worker.start(JournalSample.request(machine)).identity
        var types: [HistoryEventType] = []
        for try await event in try await worker.events(of: execution) {
            types.append(event.type)
            if event.type == .waitStateEntered {
                let free: Int? = try JournalSample.value(
                    "SELECT count(*) FROM work WHERE worker IS NULL AND token IS NULL", in: path)
                #expect(free == 1)
                clock.advance(by: .seconds(3600))
            }
        }
        #expect(types.last == .executionSucceeded)
        try await worker.end()
    }

    @Test func onlySomeWorkflowsAreTaken() async throws {
        let (list, others) = (CallList(), CallList())
        let journal = try JournalSample.journal(path)
        let starter = DurableRunner(journal: journal, registry: hanging(CallList()))
        var request = JournalSample.request(try JournalSample.working(), name: "mine")
        request.workflow = "other"
        let other = try await starter.start(request).identity
        let mine = try await starter.start(JournalSample.request(JournalSample.working())).identity
        func counting(_ list: CallList) -> TaskRegistry {
            JournalSample.registry { input, context in
                list.add(context)
                return input
            }
        }
        let worker = JournalSample.served(
            try JournalSample.journal(path), counting(list), .init(workflows: ["w"]))
        #expect(try await worker.outcome(of: mine) == .succeeded([:]))
        #expect(try await worker.describe(other).status == .running)
        try await worker.end()
        // One without the task leaves it as well.
        let idle = JournalSample.served(try JournalSample.journal(path), TaskRegistry())
        #expect(try await idle.run(JournalSample.request(JournalSample.passing(), name: "p")) == [:])
        #expect(try await idle.describe(other).status == .running)
        try await idle.end()
        let all = JournalSample.served(try JournalSample.journal(path), counting(others))
        #expect(try await all.outcome(of: other) == .succeeded([:]))
        #expect(list.calls.map(\.token) == ["w/x/2"])
        #expect(others.calls.map(\.token) == ["other/mine/2"])
        try await all.end()
    }

    @Test func pagesGoThroughThousands() async throws {
        let starter = DurableRunner(journal: try JournalSample.journal(path), registry: TaskRegistry())
        let (passing, waiting) = (
            try JournalSample.passing(),
            try JournalSample.machine("W", ["\"W\": {\"Type\": \"Wait\", \"Seconds\": 60, \"End\": true}"])
        )
        try await withThrowingTaskGroup { group in
            for part in 0..<30 {
                group.addTask {
                    for number in part * 100..<part * 100 + 100 {
                        let machine = number % 10 == 0 ? waiting : passing
                        _ = try await starter.start(JournalSample.request(machine, name: "\(number)"))
                    }
                }
            }
            try await group.waitForAll()
        }
        let all = try await starter.executions(ExecutionListRequest(limit: 1_000))
        #expect(Set(all.map(\.identity.name)).count == 3_000 && all.count == 3_000)
        let running = try await starter.executions(ExecutionListRequest(workflow: "w", status: .running, limit: 7))
        #expect(running.map(\.identity.name) == all.filter { $0.status == .running }.map(\.identity.name))
        #expect(running.count == 300)
        #expect(try await starter.executions(ExecutionListRequest(workflow: "v")).isEmpty)
    }

    @Test(arguments: [nil, "w"], [nil, ExecutionStatus.running])
    func listingsUseIndexes(workflow: String?, status: ExecutionStatus?) async throws {
        let journal = try JournalSample.journal(path)
        for cursor in [nil, "17"] {
            let plan = try await journal.queryPlan(
                of: ExecutionListRequest(workflow: workflow, status: status, cursor: cursor))
            let text = plan.joined(separator: "\n")
            #expect(!text.contains("TEMP B-TREE"), "\(text)")
            // Without any condition the table itself is read from its end.
            let isSearch = workflow != nil || status != nil || cursor != nil
            #expect(text.contains("SCAN") == !isSearch, "\(text)")
        }
    }

    @Test func endedExecutionsAreDeleted() async throws {
        let list = CallList()
        let worker = JournalSample.served(try JournalSample.journal(path), hanging(list))
        for number in 0..<250 {
            _ = try await worker.start(JournalSample.request(JournalSample.passing(), name: "\(number)"))
        }
        let running = try await worker.start(JournalSample.request(JournalSample.working())).identity
        await list.called(1)
        let journal = try JournalSample.journal(path)
        #expect(try await journal.retain(endedBefore: JournalSample.origin - 1) == 0)
        #expect(try await journal.retain(for: .seconds(60)) == 0)
        #expect(try await journal.retain(endedBefore: JournalSample.origin + 86_400) == 250)
        #expect(try await journal.page(ExecutionListRequest()).executions.map(\.identity) == [running])
        let events: Int? = try JournalSample.value("SELECT count(DISTINCT execution) FROM event", in: path)
        let machines: Int? = try JournalSample.value("SELECT count(*) FROM machine", in: path)
        #expect(events == 1 && machines == 1)
        try await worker.end()
    }

    @Test func aFinishedExecutionKeepsNothingToGoOnFrom() async throws {
        let worker = JournalSample.served(try JournalSample.journal(path), JournalSample.registry { input, _ in input })
        _ = try await worker.run(JournalSample.request(JournalSample.working()))
        for table in ["snapshot", "input", "work", "stop"] {
            let count: Int? = try JournalSample.value("SELECT count(*) FROM \(table)", in: path)
            #expect(count == 0, "\(table)")
        }
        try await worker.end()
    }

    @Test func aRunnerRunsOnce() async throws {
        let runner = DurableRunner(journal: try JournalSample.journal(path), registry: TaskRegistry())
        let service = Task { try await runner.run() }
        // It is at work when it has ended what needs a worker.
        let waiting = try JournalSample.machine("W", ["\"W\": {\"Type\": \"Wait\", \"Seconds\": 1, \"End\": true}"])
        #expect(try await runner.run(JournalSample.request(waiting)) == [:])
        let error = await #expect(throws: WorkflowError.self) { try await runner.run() }
        #expect(error?.code == .wrongState)
        await runner.shutdown()
        try await service.value
        try await runner.run()
        let workers: Int? = try JournalSample.value("SELECT count(*) FROM worker", in: path)
        #expect(workers == 0)
    }
    /// As after a transaction in which a document was read and that was not committed.
    @Test func aDocumentWhoseNumberComesAgainIsReadAgain() async throws {
        let journal = try JournalSample.journal(path)
        let starter = DurableRunner(
            journal: journal, registry: JournalSample.registry { _, _ in .null })
        let first = try await starter.start(JournalSample.request(JournalSample.working())).identity
        #expect(try await journal.machine(of: first).fingerprint == JournalSample.working().fingerprint)
        let queue = try DatabaseQueue(path: path)
        try await queue.write { db in
            try db.execute(
                sql: """
                    DELETE FROM execution; DELETE FROM work; DELETE FROM machine;
                    DELETE FROM sqlite_sequence WHERE name = 'machine'
                    """)
        }
        let second = try await starter.start(JournalSample.request(JournalSample.passing(), name: "y")).identity
        #expect(try await journal.machine(of: second).fingerprint == JournalSample.passing().fingerprint)
    }
}
