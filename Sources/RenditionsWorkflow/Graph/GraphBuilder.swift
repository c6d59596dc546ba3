/// Makes the boxes and arrows of a program.
struct GraphBuilder {
    let program: Program

    /// The level that begins with a state: what can be reached without going into a branch. Documents with states that
    /// nothing leads to are refused, so this is all of it.
    func level(from start: Int) -> WorkflowGraph.Level {
        var reached: Set<Int> = [start]
        var open = [start]
        while let index = open.popLast() {
            for edge in edges(of: index) {
                if let target = edge.to, reached.insert(target).inserted { open.append(target) }
            }
        }
        let members = reached.sorted()
        return WorkflowGraph.Level(
            nodes: members.map(node),
            edges: [WorkflowGraph.Edge(from: nil, to: start, kind: .start)] + members.flatMap(edges))
    }

    private func node(_ index: Int) -> WorkflowGraph.Node {
        let state = program.states[index]
        let starts: [Int] =
            switch state.kind {
            case .parallel(let parallel): parallel.branches
            case .map(let map): [map.start]
            case .pass, .task, .choice, .wait, .succeed, .fail: []
            }
        return WorkflowGraph.Node(
            id: index, name: state.name, type: state.type, details: state.details, levels: starts.map(level))
    }

    private func edges(of index: Int) -> [WorkflowGraph.Edge] {
        let state = program.states[index]
        var edges: [WorkflowGraph.Edge] = []
        func add(_ target: Int?, _ kind: WorkflowGraph.Edge.Kind) {
            edges.append(WorkflowGraph.Edge(from: index, to: target, kind: kind))
        }
        switch (state.kind, state.transition) {
        case (.choice(let choice), _):
            for branch in choice.branches { add(branch.next, .rule(branch.rule.words)) }
            if let otherwise = choice.otherwise { add(otherwise, .otherwise) }
        case (.fail, _): break
        case (_, .next(let target)): add(target, .next)
        case (_, .end): add(nil, .end)
        }
        for catcher in state.errors.catchers { add(catcher.next, .caught(catcher.errors)) }
        return edges
    }
}
