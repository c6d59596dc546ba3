import Foundation
import RenditionsFileSystem
import RenditionsTesting
import RenditionsWorkflow
import Synchronization
import Testing

@Suite("Several workers on one journal", .timeLimit(.minutes(5)))
struct LeaseTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("workflows.sqlite")
    }

    private func parallel() throws -> StateMachine {
        try JournalSample.machine(
            "P",
            [
                """
                "P": {"Type": "Parallel", "End": true, "Branches": [
                  {"StartAt": "Slow", "States": {\(JournalSample.task("Slow"))}},
                  {"StartAt": "Endless", "States": {\(JournalSample.task("Endless"))}}]}
                """
            ])
    }

    @Test func whoLostTheLeaseWritesNothing() async throws {
        let (list, latch) = (CallList(), Latch())
        // Its clock stands still, as if the process were stopped: it never renews and never looks.
        let stopped = JournalSample.served(
            try JournalSample.journal(path),
            JournalSample.registry { _, context in
                list.add(context)
                guard context.state == "Slow" else { return try await list.hang(context) }
                await latch.wait()
                return "too late"
            })
        let execution = try await stopped.start(JournalSample.request(parallel())).identity
        await list.called(2)
        let other = JournalSample.served(
            try JournalSample.journal(path, ahead: 31), JournalSample.registry { _, context in .string(context.state) })
        #expect(try await other.outcome(of: execution) == .succeeded(["Slow", "Endless"]))
        let history = try await other.history(of: execution)
        // What it wants to write now is refused, and it lets go of the task that still runs.
        latch.open()
        await list.cancelled("Endless")
        #expect(try await other.history(of: execution) == history)
        #expect(try await other.describe(execution).outcome == .succeeded(["Slow", "Endless"]))
        try await stopped.end()
        try await other.end()
    }

    @Test func nobodyTakesOverBeforeTheLeaseIsOver() async throws {
        let list = CallList()
        let holder = JournalSample.served(
            try JournalSample.journal(path),
            JournalSample.registry { _, context in
                list.add(context)
                return try await list.hang(context)
            })
        let execution = try await holder.start(JournalSample.request(JournalSample.working())).identity
        await list.called(1)

        let (clock, others) = (SteppingClock(), CallList())
        let journal = try JournalSample.journal(path, leaseClock: clock)
        let other = JournalSample.served(
            journal,
            JournalSample.registry { input, context in
                others.add(context)
                return input
            })
        // An execution that is started has the worker look for work, at the time that it is.
        func look(_ name: String) async throws {
            _ = try await other.outcome(
                of: other.start(JournalSample.request(JournalSample.working(), name: name)).identity)
        }
        try await look("early")
        clock.advance(by: .seconds(29))
        try await look("later")
        #expect(others.calls.map(\.token) == ["w/early/2", "w/later/2"])
        clock.advance(by: .seconds(1))
        try await look("last")
        #expect(try await other.outcome(of: execution) == .succeeded([:]))
        #expect(others.calls.count == 4)
        try await other.end()
        try await holder.end()
    }

    @Test func whatIsGivenBackIsTakenAtOnce() async throws {
        let list = CallList()
        let first = JournalSample.served(
            try JournalSample.journal(path),
            JournalSample.registry { _, context in
                list.add(context)
                return try await list.hang(context)
            })
        let execution = try await first.start(JournalSample.request(JournalSample.working())).identity
        await list.called(1)
        try await first.end()
        await list.cancelled("T")
        let losses: String? = try JournalSample.value("SELECT losses FROM work", in: path)
        #expect(losses == nil)
        let second = JournalSample.served(try JournalSample.journal(path), JournalSample.registry { _, _ in "done" })
        #expect(try await second.outcome(of: execution) == .succeeded("done"))
        try await second.end()
    }

    @Test func twoWorkersDoNothingTwice() async throws {
        let list = CallList()
        let registry = JournalSample.registry { input, context in
            list.add(context)
            return input
        }
        let workers = try (0..<2).map { _ in
            JournalSample.served(try JournalSample.journal(path), registry, .init(maximumExecutions: 5))
        }
        let machine = try JournalSample.machine(
            "A", [JournalSample.task("A", "\"Next\": \"B\""), JournalSample.task("B")])
        for number in 0..<40 {
            _ = try await workers[number % 2].start(
                JournalSample.request(machine, name: "\(number)", input: .integer(number)))
        }
        let clock = SteppingClock()
        let watcher = try JournalSample.journal(path, leaseClock: clock)
        for number in 0..<40 {
            // The one that started it is told at once.
            let execution = ExecutionIdentity(workflow: "w", name: "\(number)")
            while try await watcher.describe(execution).outcome == nil { await Task.yield() }
            #expect(try await watcher.outcome(of: execution) == .succeeded(.integer(number)))
        }
        #expect(list.calls.count == 80)
        #expect(Set(list.calls.map(\.token)).count == 80)
        for worker in workers { try await worker.end() }
    }

    @Test func attemptsThatEndTheProcessAreGivenUp() async throws {
        let list = CallList()
        let registry = JournalSample.registry { _, context in
            list.add(context)
            return try await list.hang(context)
        }
        let execution = ExecutionIdentity(workflow: "w", name: "x")
        var current = path
        for generation in 1...3 {
            let runner = JournalSample.served(
                try JournalSample.journal(current, ahead: Double(generation) * 3600), registry)
            _ = try await runner.start(JournalSample.request(JournalSample.working()))
            await list.called(generation)
            let next = "\(path)-\(generation)"
            try JournalSample.copy(current, to: next)
            try await runner.end()
            current = next
        }
        let last = JournalSample.served(try JournalSample.journal(current, ahead: 5 * 3600), registry)
        guard case .failed(ErrorName.workerLost, let cause?) = try await last.outcome(of: execution) else {
            Issue.record("The attempt must fail.")
            return
        }
        #expect(cause.contains("3 times"))
        #expect(list.calls.count == 3)
        #expect(Set(list.calls).count == 1)
        try await last.end()
    }

    /// One of three ends the process each time, and nobody can tell which: from when it matters on, each is by itself.
    @Test func whatFailsIfItIsLostOnceMoreIsCarriedOutOneAtATime() async throws {
        let list = CallList()
        let registry = JournalSample.registry { _, context in
            list.add(context)
            return try await list.hang(context)
        }
        var current = path
        for generation in 1...2 {
            let runner = JournalSample.served(
                try JournalSample.journal(current, ahead: Double(generation) * 3600), registry)
            for name in ["a", "b", "c"] {
                _ = try await runner.start(JournalSample.request(JournalSample.working(), name: name))
            }
            await list.called(generation * 3)
            let next = "\(path)-\(generation)"
            try JournalSample.copy(current, to: next)
            try await runner.end()
            current = next
        }

        let (rest, latch) = (CallList(), Latch())
        let last = JournalSample.served(
            try JournalSample.journal(current, ahead: 3 * 3600),
            JournalSample.registry { _, context in
                let number = rest.add(context)
                if number == 1 { await latch.wait() }
                return "done"
            })
        await rest.called(1)
        // What was never lost is carried out beside it, at the same look for work at which the others could be taken.
        let fresh = try await last.start(JournalSample.request(JournalSample.working(), name: "fresh")).identity
        #expect(try await last.outcome(of: fresh) == .succeeded("done"))
        #expect(rest.calls.map(\.token).filter { $0 != "w/fresh/2" }.count == 1)
        latch.open()
        for name in ["a", "b", "c"] {
            let outcome = try await last.outcome(of: ExecutionIdentity(workflow: "w", name: name))
            #expect(outcome == .succeeded("done"))
        }
        #expect(Set(rest.calls.map(\.token)).count == 4)
        try await last.end()
    }
}
