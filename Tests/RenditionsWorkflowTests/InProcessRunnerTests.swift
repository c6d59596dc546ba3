import RenditionsTesting
import RenditionsWorkflow
import Testing

@Suite("Runner in memory")
struct InProcessRunnerTests {
    private func hanging() async throws -> (InProcessRunner, ExecutionIdentity, CallLatch) {
        let latch = CallLatch()
        var registry = TaskRegistry()
        registry.register(function: "f") { _, _ in
            latch.open()
            try await Task.sleep(for: .seconds(3600))
            return .null
        }
        let runner = InProcessRunner(registry: registry)
        let request = StartRequest(
            workflow: "w", machine: try StateMachine(json: taskMachine("")), name: "x", input: [:])
        let execution = try await runner.start(request).identity
        await latch.wait()
        return (runner, execution, latch)
    }

    @Test func whoWaitsCanBeCancelled() async throws {
        let (runner, execution, _) = try await hanging()
        let waiting = Task { try await runner.outcome(of: execution) }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(try await runner.describe(execution).status == .running)
        await runner.shutdown()
    }

    @Test func aShutdownLetsEverybodyGo() async throws {
        let (runner, execution, _) = try await hanging()
        let outcome = Task { try await runner.outcome(of: execution) }
        let events = try await runner.events(of: execution)
        let followed = Task { for try await _ in events {} }
        await runner.shutdown()
        let waiting = await #expect(throws: WorkflowError.self) { try await outcome.value }
        #expect(waiting?.code == .unavailable)
        let following = await #expect(throws: WorkflowError.self) { try await followed.value }
        #expect(following?.code == .unavailable)
        let starting = await #expect(throws: WorkflowError.self) {
            try await runner.start(
                StartRequest(
                    workflow: "w", machine: StateMachine(json: taskMachine("")),
                    name: "y", input: [:]))
        }
        #expect(starting?.code == .unavailable)
    }

    @Test(arguments: [true, false]) func heartbeatsOfTasksKeepThemAlive(_ beats: Bool) async throws {
        let clock = SteppingClock()
        var registry = TaskRegistry()
        registry.register(function: "f") { _, context in
            // Longer than is allowed without one, all in all.
            for _ in 0..<4 {
                clock.advance(by: .seconds(60))
                if beats { context.heartbeat() }
            }
            // Who is given up is cancelled.
            if !beats { try await Task.sleep(for: .seconds(3600)) }
            return "alive"
        }
        let runner = InProcessRunner(registry: registry, clock: WorkflowClock(clock))
        let machine = try StateMachine(json: taskMachine(#""HeartbeatSeconds": 100"#))
        let execution = try await runner.start(StartRequest(workflow: "w", machine: machine, input: [:])).identity
        let outcome = try await runner.outcome(of: execution)
        #expect(outcome == (beats ? .succeeded("alive") : .failed(error: ErrorName.heartbeatTimeout, cause: nil)))
    }

    @Test func deadlinesAndTokensReachTheTask() async throws {
        var registry = TaskRegistry()
        registry.register(function: "f") { _, context in
            [
                "token": .string(context.idempotencyToken), "attempt": .integer(context.attempt),
                "state": .string(context.state), "timed": .bool(context.deadline != nil),
            ]
        }
        let output = try await InProcessRunner(registry: registry).run(
            StartRequest(
                workflow: "w", machine: StateMachine(json: taskMachine(#""TimeoutSeconds": 60"#)), name: "x", input: [:]
            ))
        #expect(output == ["token": "w/x/2", "attempt": 1, "state": "T", "timed": true])
    }
}
