import RenditionsWorkflow
import Testing

@Suite("Paths of executions")
struct ExecutionPathTests {
    @Test func tellsWhatWasPassedRetriedAndCaught() async throws {
        let run = try await GraphRun(
            GraphSamples.everything, failing: ["look": ("Store.unavailable", 1), "analyse": ("X", 9)])
        #expect(run.status == .succeeded)
        #expect(run["probe"] == .init(state: .passed, visits: 1, retries: 1))
        #expect(run["render"] == .init(state: .passed, visits: 3, retries: 0))
        #expect(run["analyse"] == .init(state: .caught, visits: 1, retries: 0))
        #expect(run["without"]?.state == .passed)
        #expect(run["pause"] == nil)
        #expect(
            run.ways == [
                " -> probe", "probe -> by-size", "by-size -> work (width > 10000)", "by-size -> work (otherwise)",
                " -> each", " -> render 3x", "render -> keep 3x", "keep ->  3x", "each -> ", " -> analyse",
                "analyse -> without (catch States.ALL)", "without -> ", "work -> done", "done -> ",
            ])
    }

    @Test func tellsWhereItFailed() async throws {
        let run = try await GraphRun(GraphSamples.everything, failing: ["look": ("Image.tooLarge", 9)])
        #expect(run["probe"]?.state == .caught)
        #expect(run["refuse"]?.state == .failed)
        #expect(run["by-size"] == nil)
        #expect(run.ways == [" -> probe", "probe -> refuse (catch Image.refused, Image.tooLarge)"])
    }

    @Test func statesAroundAFailureAreTold() async throws {
        let run = try await GraphRun(GraphSamples.everything, failing: ["render": ("Broken", 9)])
        #expect(run["work"]?.state == .caught)
        #expect(run["each"]?.state == .failed)
        #expect(run["render"]?.state == .failed)
        #expect(run["note"]?.state == .passed)
        #expect(run["refuse"]?.state == .failed)
        #expect(run.ways.contains("work -> note (catch States.ALL)"))
        #expect(!run.ways.contains("work -> done"))
    }

    @Test func loopsCountEachTurn() async throws {
        let run = try await GraphRun(
            """
            {"StartAt": "count", "States": {
              "count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "more"},
              "more": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 3, "Next": "count"}],
                "Default": "last"},
              "last": {"Type": "Pass", "End": true}}}
            """, input: ["n": 0])
        #expect(run["count"] == .init(state: .passed, visits: 3, retries: 0))
        #expect(run.ways.contains("more -> count (n < 3) 2x"))
        #expect(run.ways.contains("count -> more 3x"))
    }

    @Test func whatIsUnderWayRuns() async throws {
        let run = try await GraphRun(GraphSamples.everything)
        let started = try #require(run.history.firstIndex { $0.state == "render" && $0.type == .lambdaFunctionStarted })
        let path = run.path(ofFirst: started + 1)
        #expect(run["work", path]?.state == .running)
        #expect(run["render", path]?.state == .running)
        #expect(run["probe", path]?.state == .passed)
        #expect(path.edges.keys.allSatisfy { $0.kind != .end })
    }

    @Test func whatOthersTookAlongWasStopped() async throws {
        var run = try InterpreterRun(
            """
            {"StartAt": "both", "States": {"both": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "slow", "States": {"slow": {"Type": "Wait", "Seconds": 9, "End": true}}},
              {"StartAt": "bad", "States": {"bad": {"Type": "Task", "End": true,
                "Resource": "arn:aws:lambda:us-east-1:1:function:bad"}}}]}}}
            """)
        try run.feed(.start)
        try run.feed(.taskFailed(try #require(run.tasks.first).id, error: "E", cause: nil))
        let graph = WorkflowGraph(run.interpreter.machine, title: "t")
        let path = ExecutionPath(in: graph, history: run.events, status: .failed)
        let states = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.name, path.nodes[$0.id]?.state) })
        #expect(states == ["both": .failed, "slow": .stopped, "bad": .failed])
    }

    @Test func aRetriedParallelForgetsItsFirstRound() async throws {
        let run = try await GraphRun(
            """
            {"StartAt": "both", "States": {"both": {"Type": "Parallel", "End": true,
              "Retry": [{"ErrorEquals": ["Late"], "IntervalSeconds": 1}],
              "Branches": [{"StartAt": "gate", "States": {
                "gate": {"Type": "Choice", "Choices": [
                  {"Variable": "$$.State.RetryCount", "NumericGreaterThan": 0, "Next": "ok"}], "Default": "task"},
                "ok": {"Type": "Pass", "End": true},
                "task": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:task", "End": true}}}]}}}
            """, failing: ["task": ("Late", 1)])
        // The task begins anew in the second round, and with it the count of its attempts.
        #expect(run.status == .failed)
        #expect(run["both"] == .init(state: .failed, visits: 1, retries: 3))
        #expect(run["task"] == .init(state: .failed, visits: 4, retries: 0))
    }

    @Test func failuresBeforeATaskBeginsCount() async throws {
        let run = try await GraphRun(
            """
            {"StartAt": "task", "States": {
              "task": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:task", "InputPath": "$.missing",
                "Next": "next"},
              "next": {"Type": "Pass", "End": true}}}
            """)
        #expect(run.status == .failed)
        #expect(run["task"]?.state == .failed)
        #expect(run.ways == [" -> task"])
    }

    @Test func itemsOfDistributedMapsAreInsideTheirMap() async throws {
        let run = try await GraphRun(
            """
            {"StartAt": "all", "States": {"all": {"Type": "Map", "ItemsPath": "$.items", "End": true,
              "ToleratedFailureCount": 1, "MaxConcurrency": 1,
              "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "check", "States": {
                "check": {"Type": "Choice", "Choices": [{"Variable": "$", "NumericEquals": 2, "Next": "no"}],
                  "Default": "yes"},
                "no": {"Type": "Fail", "Error": "Two"}, "yes": {"Type": "Pass", "End": true}}}}}}
            """)
        #expect(run.status == .succeeded)
        #expect(run["all"] == .init(state: .passed, visits: 1, retries: 0))
        #expect(run["check"] == .init(state: .passed, visits: 3, retries: 0))
        #expect(run["no"] == .init(state: .failed, visits: 1, retries: 0))
        #expect(run.ways.contains("check -> yes (otherwise) 2x"))
        #expect(run.ways.contains("all -> "))
    }
}
