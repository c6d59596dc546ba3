import RenditionsWorkflow
import Testing

@Suite("Mermaid")
struct MermaidTests {
    @Test(arguments: [("everything", GraphSamples.everything), ("loops", GraphSamples.loops)])
    func writesThisText(_ name: String, _ json: String) throws {
        try Golden.expect(
            WorkflowGraph(try StateMachine(json: json), title: name).mermaid(), in: "graph-\(name).mmd")
    }

    @Test func writesThisTextOfAnExecution() async throws {
        let run = try await GraphRun(
            GraphSamples.everything, failing: ["look": ("Store.unavailable", 1), "analyse": ("X", 9)])
        try Golden.expect(run.graph.mermaid(showing: run.path), in: "graph-everything-path.mmd")
    }

    /// Every line is of a form that the flowchart's grammar has, and labels hold nothing that ends them or means something.
    @Test(arguments: GraphSamples.namesFromHell)
    func anyNameGivesLinesOfKnownForms(_ name: String) throws {
        let machine = try StateMachine(document: [
            "StartAt": .string(name),
            "States": .object(
                JSONObject([
                    .init(
                        key: name,
                        value: [
                            "Type": "Choice", "Default": "work",
                            "Choices": [["Variable": "$.a", "StringEquals": .string(name), "Next": "work"]],
                        ]),
                    .init(
                        key: "work",
                        value: [
                            "Type": "Map", "End": true, "Catch": [["ErrorEquals": [.string(name)], "Next": "work"]],
                            "ItemProcessor": [
                                "StartAt": .string("\(name)2"),
                                "States": .object(
                                    JSONObject([
                                        .init(key: "\(name)2", value: ["Type": "Fail", "Error": .string(name)])
                                    ])),
                            ],
                        ]),
                ])),
        ])
        let text = WorkflowGraph(machine, title: name).mermaid()
        let label = /"[^"\n]*"/
        let plain = /(?:[A-Za-z0-9,. ·]|[A-Za-z0-9][_-](?=[A-Za-z0-9])|#[0-9]+;|<br\/>|[^\x00-\x7F])+/
        let node = /\w+(?:\["#"\]|\(\["#"\]\)|\[\/"#"\/\]|\{"#"\}|\{\{"#"\}\}|\(\("#"\)\)|\(\(\("#"\)\)\))/
        let edge = /\w+ (?:-->|-\.->)(?:\|"#"\|)? \w+/
        let lines = text.split(separator: "\n").map { String($0.drop { $0 == " " }) }
        #expect(lines.first == "flowchart TD")
        var depth = 0
        for line in lines.dropFirst() where !line.hasPrefix("accTitle: ") {
            for found in line.matches(of: label) {
                let inner = found.output.dropFirst().dropLast()
                #expect(inner.wholeMatch(of: plain) != nil, "\(line)")
            }
            let bare = line.replacing(label, with: "\"#\"")
            if bare == "end" {
                depth -= 1
            } else if bare.wholeMatch(of: /subgraph \w+\["#"\]/) != nil {
                depth += 1
            } else {
                #expect(
                    bare == "direction TB" || bare.wholeMatch(of: node) != nil || bare.wholeMatch(of: edge) != nil,
                    "\(line)")
            }
        }
        #expect(depth == 0)
        #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
    }
}
