import ASLCases
import RenditionsWorkflow

/// A document that was run in memory, and the path that it took.
struct GraphRun {
    struct Fault: WorkflowTaskError {
        let errorName: String
        var errorMessage: String { "as the test wants" }
    }

    let graph: WorkflowGraph
    let history: [HistoryEvent]
    let status: ExecutionStatus

    /// - Parameter failing: by function, with which error the first so many attempts fail.
    init(
        _ json: String, input: JSONValue = ["width": 1, "items": [1, 2, 3], "kind": "photo", "busy": false],
        failing: [String: (error: String, attempts: Int)] = [:]
    ) async throws {
        let machine = try StateMachine(json: json)
        graph = WorkflowGraph(machine, title: "everything")
        var registry = TaskRegistry()
        for function in machine.functions {
            let failure = failing[function.name]
            registry.register(function: function.name) { payload, context in
                if let failure, context.attempt <= failure.attempts { throw Fault(errorName: failure.error) }
                return payload
            }
        }
        let runner = InProcessRunner(registry: registry, clock: WorkflowClock(HurriedClock(factor: 10)))
        let execution = try await runner.start(StartRequest(workflow: "w", machine: machine, input: input)).identity
        status = try await runner.outcome(of: execution).status
        history = try await runner.history(of: execution)
    }

    var path: ExecutionPath { ExecutionPath(in: graph, history: history, status: status) }

    /// Only the beginning, as if the execution were still under way.
    func path(ofFirst count: Int) -> ExecutionPath {
        ExecutionPath(in: graph, history: Array(history.prefix(count)), status: .running)
    }

    subscript(name: String, path: ExecutionPath? = nil) -> ExecutionPath.Progress? {
        graph.nodes.first { $0.name == name }.flatMap { (path ?? self.path).nodes[$0.id] }
    }

    /// The ways that were taken, as `from -> to`, with the label where there is one.
    var ways: Set<String> { Self.ways(path, graph) }

    private static func ways(_ path: ExecutionPath, _ graph: WorkflowGraph) -> Set<String> {
        let names = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.id, $0.name) })
        return Set(
            path.edges.map { edge, count in
                let label = edge.label.map { " (\($0))" } ?? ""
                let times = count > 1 ? " \(count)x" : ""
                return
                    "\(edge.from.flatMap { names[$0] } ?? "") -> \(edge.to.flatMap { names[$0] } ?? "")\(label)\(times)"
            })
    }
}
