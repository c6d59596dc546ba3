import RenditionsWorkflow
import Testing

@Suite("Graphs of workflows")
struct WorkflowGraphTests {
    private func graph(_ json: String) throws -> WorkflowGraph {
        WorkflowGraph(try StateMachine(json: json), title: "t")
    }

    @Test func hasANodeForEachStateAndAnEdgeForEachWay() throws {
        let graph = try graph(GraphSamples.everything)
        #expect(graph.nodes.count == 13)
        let byName = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.name, $0) })
        let names = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.id, $0.name) })
        func ways(_ name: String, in level: WorkflowGraph.Level) -> [String] {
            level.edges.filter { $0.from == byName[name]?.id }
                .map { "\($0.label ?? "") -> \($0.to.flatMap { names[$0] } ?? "end")" }
        }
        #expect(
            ways("probe", in: graph.level) == [
                " -> by-size", "catch Image.refused, Image.tooLarge -> refuse", "catch States.ALL -> note",
            ])
        #expect(
            ways("by-size", in: graph.level) == [
                "width > 10000 -> work", "kind = \"draft\" and not (owner is present) -> skip", "busy is true -> pause",
                "otherwise -> work",
            ])
        #expect(ways("refuse", in: graph.level).isEmpty)
        #expect(ways("done", in: graph.level) == [" -> end"])
        #expect(graph.level.edges.first?.from == nil)
        #expect(graph.level.edges.first?.to == byName["probe"]?.id)
        #expect(byName["work"]?.levels.map { $0.nodes.map(\.name) } == [["each"], ["analyse", "without"]])
        #expect(byName["each"]?.levels.map { $0.nodes.map(\.name) } == [["render", "keep"]])
        #expect(byName["probe"]?.details == ["Task · look", "timeout 3600 s", "retried 2 times at most"])
        #expect(byName["each"]?.details == ["Map · over items", "2 at once"])
        #expect(byName["pause"]?.details == ["Wait · 1 s"])
        #expect(byName["refuse"]?.details == ["Fail · Image.failed"])
    }

    @Test(
        arguments: [
            (#"{"Variable": "$.a", "StringEquals": "x\"y"}"#, #"a = "x\"y""#),
            (#"{"Variable": "$.a", "StringLessThanPath": "$.b"}"#, "a < b as text"),
            (#"{"Variable": "$.a", "StringMatches": "log-*.txt"}"#, #"a matches "log-*.txt""#),
            (#"{"Variable": "$.a", "NumericEquals": 1.5}"#, "a = 1.5"),
            (#"{"Variable": "$.a", "NumericLessThanEquals": 2}"#, "a ≤ 2"),
            (#"{"Variable": "$.a", "NumericGreaterThanEqualsPath": "$.b.c"}"#, "a ≥ b.c"),
            (#"{"Variable": "$.a", "BooleanEquals": false}"#, "a is false"),
            (#"{"Variable": "$.a", "BooleanEqualsPath": "$.b"}"#, "a is b"),
            (#"{"Variable": "$.a", "TimestampLessThan": "2026-01-01T00:00:00Z"}"#, "a < 2026-01-01T00:00:00Z"),
            (
                #"{"Variable": "$.a", "TimestampGreaterThanPath": "$$.Execution.StartTime"}"#,
                "a > $$.Execution.StartTime as time"
            ),
            (#"{"Variable": "$.a", "IsNull": true}"#, "a is null"),
            (#"{"Variable": "$.a", "IsNull": false}"#, "a is not null"),
            (#"{"Variable": "$.a", "IsPresent": true}"#, "a is present"),
            (#"{"Variable": "$.a", "IsPresent": false}"#, "a is missing"),
            (#"{"Variable": "$.a", "IsNumeric": true}"#, "a is a number"),
            (#"{"Variable": "$.a", "IsString": false}"#, "a is not a text"),
            (#"{"Variable": "$.a", "IsBoolean": true}"#, "a is a boolean"),
            (#"{"Variable": "$.a", "IsTimestamp": true}"#, "a is a time"),
            (#"{"Not": {"Variable": "$", "NumericEquals": 1}}"#, "input ≠ 1"),
            (#"{"Not": {"Variable": "$['a b']", "NumericGreaterThan": 1}}"#, "not ($['a b'] > 1)"),
            (
                #"""
                {"Or": [{"And": [{"Variable": "$.a", "IsPresent": true}, {"And": [{"Variable": "$.a", "IsNull": false},
                {"Variable": "$.b", "NumericEquals": 1}]}]}, {"Not": {"Or": [{"Variable": "$.c", "IsNull": true}]}}]}
                """#, "(a is present and a is not null and b = 1) or not (c is null)"
            ),
        ])
    func saysConditionsInWords(_ rule: String, _ words: String) throws {
        var rule = try #require(try JSONValue(json: rule).objectValue)
        rule["Next"] = "x"
        let machine = try StateMachine(document: [
            "StartAt": "c",
            "States": ["c": ["Type": "Choice", "Choices": [.object(rule)]], "x": ["Type": "Succeed"]],
        ])
        let edges = WorkflowGraph(machine, title: "t").level.edges
        #expect(edges.contains { $0.kind == .rule(words) }, "\(edges.compactMap(\.label))")
    }

    @Test func loweredWorkflowsHaveTheirNames() throws {
        let graph = try WorkflowTests.Checkout().lowered().graph
        #expect(graph.title == "checkout")
        #expect(graph.nodes.map(\.name) == ["price", "charge.input", "charge", "apologise"])
        #expect(graph.nodes.map(\.details.first) == ["Task", "Pass", "Task", "Task"])
    }
}
