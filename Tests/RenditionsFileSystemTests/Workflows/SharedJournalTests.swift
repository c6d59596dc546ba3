import Foundation
import GRDB
import RenditionsFileSystem
import RenditionsTesting
import RenditionsWorkflow
import Synchronization
import Testing

/// Who writes to a journal, and who waits for others' writes, is in nobody's way.
@Suite("Turns on one journal", .timeLimit(.minutes(5)))
struct SharedJournalTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("workflows.sqlite")
    }

    private func journal(leaseClock: SteppingClock = SteppingClock()) throws -> WorkflowJournal {
        try WorkflowJournal(
            path: path, configuration: .init(durability: .none, busyTimeout: .seconds(600)),
            clock: WorkflowClock(InstantClock(), startingAt: JournalSample.origin),
            leaseClock: WorkflowClock(leaseClock, startingAt: JournalSample.origin))
    }

    /// Nobody else writes while the body runs.
    private func locked<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        var configuration = GRDB.Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        let result: Result
        do { result = try await body() } catch {
            try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
            throw error
        }
        try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        return result
    }

    @Test func aRefusalCostsTheOthersNothing() async throws {
        let journal = try journal()
        let runner = DurableRunner(journal: journal, registry: JournalSample.registry { _, _ in .null })
        @Sendable func start(_ name: String) async throws -> ExecutionIdentity {
            try await runner.start(JournalSample.request(JournalSample.working(), name: name)).identity
        }
        let running = try await start("running")
        let before = journal.writes.transactions
        let (first, starts, redrives) = try await locked {
            let first = Task { try await start("first") }
            // Its transaction waits for the lock, and what comes now waits for the next one.
            while journal.writes.transactions == before { await Task.yield() }
            let starts = (0..<10).map { number in Task { try await start("\(number)") } }
            let redrives = (0..<10).map { _ in Task { try await runner.redrive(running) } }
            while journal.writes.waiting < 20 { await Task.yield() }
            return (first, starts, redrives)
        }
        _ = try await first.value
        for each in starts { _ = try await each.value }
        for each in redrives {
            let error = await #expect(throws: WorkflowError.self) { try await each.value }
            #expect(error?.code == .wrongState)
        }
        #expect(journal.writes.transactions == before + 2)
    }

    @Test func whoLooksForOthersWritesDoesNotWaitForOwnOnes() async throws {
        let (clock, latch) = (SteppingClock(), Latch())
        let worker = JournalSample.served(
            try self.journal(),
            JournalSample.registry { _, _ in
                await latch.wait()
                return "done"
            })
        let execution = try await worker.start(JournalSample.request(JournalSample.working())).identity
        let journal = try journal(leaseClock: clock)
        let starter = DurableRunner(journal: journal, registry: JournalSample.registry { _, _ in .null })
        var events = try await journal.events(of: execution).makeAsyncIterator()
        // What was there at the beginning has been looked at.
        #expect(try await events.next()?.type == .executionStarted)
        latch.open()
        #expect(try await worker.outcome(of: execution) == .succeeded("done"))
        try await worker.end()
        let before = journal.writes.transactions
        let own = try await locked {
            let own = Task { try await starter.start(JournalSample.request(JournalSample.working(), name: "own")) }
            while journal.writes.transactions == before { await Task.yield() }
            let stepping = Task {
                while !Task.isCancelled {
                    clock.advance(by: .milliseconds(250))
                    await Task.yield()
                }
            }
            defer { stepping.cancel() }
            var last: HistoryEventType?
            while let event = try await events.next() { last = event.type }
            #expect(last == .executionSucceeded)
            return own
        }
        #expect(try await own.value.status == .running)
    }

    @Test func oneQuestionForAllWhoWaitForAnEnd() async throws {
        let clock = SteppingClock()
        let asked = Mutex<[Set<Int64>]>([])
        let watchers = JournalWatchers {
            let next = clock.now.advanced(by: .seconds(1))
            do { try await clock.sleep(until: next, tolerance: nil) } catch { return nil }
            return true
        } running: { executions in
            asked.withLock { $0.append(executions) }
            return executions.subtracting([7])
        }
        let streams = (1...100).map { watchers.watch(.end(of: Int64($0))) }
        var ended = streams[6].makeAsyncIterator()
        _ = await ended.next()
        let stepping = Task {
            while !Task.isCancelled {
                clock.advance(by: .seconds(1))
                await Task.yield()
            }
        }
        _ = await ended.next()
        stepping.cancel()
        #expect(asked.withLock { $0.first } == Set(1...100))
    }
}
