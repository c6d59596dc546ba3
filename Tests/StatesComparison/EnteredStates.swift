internal import RenditionsWorkflow

/// The states that were entered, level by level of the machine.
///
/// Branches run at once, so that the order between them says nothing; within each the order counts. Items run at once
/// too, and all in the same states: of those only how often each state was entered counts.
struct EnteredStates: Equatable, CustomStringConvertible {
    private(set) var levels: [[String]] = []

    init(_ entered: [String], _ machine: StateMachine) {
        add(WorkflowGraph(machine, title: "").level, entered, isRepeated: false)
    }

    private mutating func add(_ level: WorkflowGraph.Level, _ entered: [String], isRepeated: Bool) {
        let names = Set(level.nodes.map(\.name))
        let own = entered.filter(names.contains)
        levels.append(isRepeated ? own.sorted() : own)
        for node in level.nodes {
            for inner in node.levels { add(inner, entered, isRepeated: isRepeated || node.type == .map) }
        }
    }

    var description: String { "\(levels)" }
}
