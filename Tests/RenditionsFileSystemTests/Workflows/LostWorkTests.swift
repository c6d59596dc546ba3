import Foundation
import GRDB
import RenditionsFileSystem
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// What a worker holds is found again, whatever has become of the worker.
@Suite("Work that nobody carries out", .timeLimit(.minutes(5)))
struct LostWorkTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("workflows.sqlite")
    }

    private func change(_ sql: String, in path: String) throws {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        try queue.write { db in try db.execute(sql: sql) }
    }

    private func hanging(_ list: CallList) -> TaskRegistry {
        JournalSample.registry { _, context in
            list.add(context)
            return try await list.hang(context)
        }
    }

    @Test func whatAWorkerHoldsThatIsNotThereIsTaken() async throws {
        let starter = DurableRunner(
            journal: try JournalSample.journal(path), registry: JournalSample.registry { _, _ in .null })
        var executions: [ExecutionIdentity] = []
        for name in ["a", "b", "c"] {
            executions += [try await starter.start(JournalSample.request(JournalSample.working(), name: name)).identity]
        }
        try change("UPDATE work SET worker = 1000 + execution / 3, token = execution", in: path)
        let worker = JournalSample.served(try JournalSample.journal(path), JournalSample.registry { _, _ in "done" })
        for execution in executions { #expect(try await worker.outcome(of: execution) == .succeeded("done")) }
        try await worker.end()
    }

    @Test func whoTakesIsThere() async throws {
        let list = CallList()
        let worker = JournalSample.served(try JournalSample.journal(path), hanging(list))
        _ = try await worker.start(JournalSample.request(JournalSample.working()))
        await list.called(1)
        // As another worker does while the process stands still. It takes before it renews.
        try change("DELETE FROM worker", in: path)
        _ = try await worker.start(JournalSample.request(JournalSample.working(), name: "y"))
        await list.called(2)
        let held: Int? = try JournalSample.value(
            "SELECT count(*) FROM work JOIN worker ON worker.id = work.worker", in: path)
        #expect(held == 2)
        try await worker.end()
    }

    /// The worker goes on as soon as the disk does, though it could not even give back what it had taken.
    @Test func aFailureThatPassesIsTriedAgain() async throws {
        let list = CallList()
        let lost = JournalSample.served(try JournalSample.journal(path), hanging(list))
        let execution = try await lost.start(JournalSample.request(JournalSample.working())).identity
        await list.called(1)
        let copy = folder.path("copy.sqlite")
        try JournalSample.copy(path, to: copy)
        try await lost.end()
        try change(
            """
            CREATE TRIGGER counting BEFORE UPDATE OF losses ON work BEGIN SELECT RAISE(ABORT, 'full'); END;
            CREATE TRIGGER giving BEFORE UPDATE OF worker ON work WHEN NEW.worker IS NULL
            BEGIN SELECT RAISE(ABORT, 'full'); END;
            """, in: copy)
        let clock = ManualClock()
        // Nothing sleeps for so short a time as who tries again.
        let journal = try WorkflowJournal(
            path: copy, configuration: .init(durability: .none, pollInterval: .seconds(3600)),
            clock: WorkflowClock(InstantClock(), startingAt: JournalSample.origin),
            leaseClock: WorkflowClock(clock, startingAt: JournalSample.origin + 3600))
        let worker = JournalSample.served(journal, JournalSample.registry { _, _ in "done" })
        await clock.waitForSleeper(within: .seconds(2))
        try change("DROP TRIGGER counting; DROP TRIGGER giving", in: copy)
        clock.advance(by: .seconds(2))
        #expect(try await worker.outcome(of: execution) == .succeeded("done"))
        try await worker.end()
    }
    /// One task does not heed its cancellation. As long as it runs it belongs to nobody else.
    @Test func theLeaseIsRenewedUntilTasksHaveEnded() async throws {
        let (list, latch, clock) = (CallList(), Latch(), SteppingClock())
        let worker = JournalSample.served(
            try JournalSample.journal(path, leaseClock: clock),
            JournalSample.registry { _, context in
                list.add(context)
                guard context.state == "Slow" else { return try await list.hang(context) }
                await latch.wait()
                return "late"
            })
        for name in ["Slow", "Endless"] {
            let machine = try JournalSample.machine(name, [JournalSample.task(name)])
            _ = try await worker.start(JournalSample.request(machine, name: name))
        }
        await list.called(2)
        async let end: Void = worker.end()
        await list.cancelled("Endless")
        func expiry() throws -> Int64? { try JournalSample.value("SELECT expiry FROM worker", in: path) }
        let first = try #require(try expiry())
        while try #require(try expiry()) < first + 60_000 {
            clock.advance(by: .seconds(1))
            await Task.yield()
        }
        latch.open()
        try await end
        #expect(try expiry() == nil)
    }
}
