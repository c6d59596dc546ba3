/// Follows a history from event to event. Each event names the one before it, so that branches and items, whose events
/// are mixed, are told apart.
struct PathTracer {
    /// Numbers of events begin anew in each item of a distributed map.
    private struct Key: Hashable {
        let child: String?
        let event: Int
    }

    private let nodes: [ByteString: WorkflowGraph.Node]
    private let leaving: [WorkflowGraph.Node.ID: [WorkflowGraph.Edge]]
    private let starts: [WorkflowGraph.Node.ID: WorkflowGraph.Edge]
    private var visits: [PathVisit] = []
    /// The visit that each event belongs to.
    private var places: [Key: Int] = [:]
    private var taken: [WorkflowGraph.Edge: Int] = [:]

    init(_ graph: WorkflowGraph) {
        nodes = Dictionary(graph.nodes.map { (ByteString($0.name), $0) }) { first, _ in first }
        let edges = graph.level.edges + graph.nodes.flatMap { $0.levels.flatMap(\.edges) }
        leaving = Dictionary(grouping: edges.filter { $0.from != nil }) { $0.from ?? 0 }
        starts = Dictionary(edges.compactMap { edge in edge.from == nil ? edge.to.map { ($0, edge) } : nil }) {
            first, _ in first
        }
    }

    mutating func take(_ event: HistoryEvent) {
        let before = places[Key(child: event.child, event: event.previousID)]
        let key = Key(child: event.child, event: event.id)
        guard let name = event.state, let node = nodes[ByteString(name)] else {
            // The end of an execution, or of an item's own: what stood last is what failed.
            if event.type == .executionFailed, let before { visits[before].hasFailed = true }
            places[key] = before
            return
        }
        if event.type == node.type.enteredEvent {
            places[key] = enter(node, from: before, child: event.child)
            return
        }
        guard let visit = visit(to: node, from: before) else { return }
        places[key] = visit
        if event.type == node.type.exitedEvent { return leave(visit) }
        switch event.type {
        case .taskScheduled, .lambdaFunctionScheduled, .parallelStateStarted, .mapStateStarted:
            visits[visit].attempts += 1
            visits[visit].hasFailed = false
            visits[visit].failure = nil
        case .taskFailed, .taskTimedOut, .lambdaFunctionFailed, .lambdaFunctionTimedOut, .parallelStateFailed,
            .mapStateFailed, .mapRunFailed:
            visits[visit].hasFailed = true
            visits[visit].failure = event.error
        case .mapIterationFailed: if let before, before != visit { visits[before].hasFailed = true }
        default: break
        }
    }

    /// The visit to this node that the visit of the event before is, or is inside of.
    private func visit(to node: WorkflowGraph.Node, from before: Int?) -> Int? {
        var visit = before
        while let found = visit, visits[found].node.id != node.id { visit = visits[found].parent }
        return visit
    }

    private mutating func enter(_ node: WorkflowGraph.Node, from before: Int?, child: String?) -> Int {
        var parent: Int?
        if let before, visits[before].end == nil {
            parent = before
        } else if let before {
            parent = visits[before].parent
            take(from: before, to: node.id)
        } else if let child {
            parent = visits.indices.last { visits[$0].end == nil && isMap(visits[$0].node, of: child) }
        }
        if before.map({ visits[$0].end == nil }) ?? true, let edge = starts[node.id] { taken[edge, default: 0] += 1 }
        visits.append(PathVisit(to: node, parent: parent, round: parent.map { visits[$0].attempts } ?? 0))
        return visits.count - 1
    }

    /// Whether an item's own history, named `Map state/index`, belongs to this state.
    private func isMap(_ node: WorkflowGraph.Node, of child: String) -> Bool {
        guard let slash = child.lastIndex(of: "/") else { return false }
        let place = child[..<slash]
        return node.type == .map && (place == node.name || place.hasSuffix("/\(node.name)"))
    }

    private mutating func leave(_ visit: Int) {
        let isCaught = visits[visit].hasFailed || !hasSucceeded(visits[visit])
        visits[visit].end = isCaught ? .caught : .passed
    }

    /// Whether a state that is being left without a failure in its history did what it does. One that fails before its
    /// task, branches or items begin writes no failure down before a catcher takes it.
    private func hasSucceeded(_ visit: PathVisit) -> Bool {
        switch visit.node.type {
        case .task, .parallel, .map: visit.attempts > 0
        case .pass, .choice, .wait, .succeed, .fail: true
        }
    }

    /// Counts the edges between two nodes that may have been the way.
    private mutating func take(from visit: Int, to target: WorkflowGraph.Node.ID) {
        visits[visit].isFollowed = true
        let candidates = (leaving[visits[visit].node.id] ?? []).filter { $0.to == target }
        let caught = candidates.filter { if case .caught = $0.kind { true } else { false } }
        let others = candidates.filter { !caught.contains($0) }
        guard !caught.isEmpty, others.isEmpty || visits[visit].end == .caught else {
            for edge in others { taken[edge, default: 0] += 1 }
            return
        }
        visits[visit].end = .caught
        let failure = StateFailure(error: visits[visit].failure, cause: nil)
        let edge = caught.first { edge in
            guard case .caught(let errors) = edge.kind else { return false }
            return errors.contains { ErrorName.matches($0, failure) }
        }
        if let edge = edge ?? caught.first { taken[edge, default: 0] += 1 }
    }

    /// What happened at each node that was reached.
    func progress(_ status: ExecutionStatus) -> [WorkflowGraph.Node.ID: ExecutionPath.Progress] {
        var found: [WorkflowGraph.Node.ID: ExecutionPath.Progress] = [:]
        var isSuperseded: [Bool] = []
        var isLive: [Bool] = []
        /// Nodes of which only visits are known that a later attempt of the state around them did over again.
        var outdated: Set<WorkflowGraph.Node.ID> = []
        for visit in visits {
            let isOld = visit.parent.map { isSuperseded[$0] || visits[$0].attempts > visit.round } ?? false
            isSuperseded.append(isOld)
            isLive.append(
                visit.end == nil && !isOld && (visit.parent.map { isLive[$0] } ?? (status == .running)))
            let state = visit.state(isLive: isLive[isLive.count - 1])
            var progress = found[visit.node.id] ?? ExecutionPath.Progress(state: state, visits: 0, retries: 0)
            let isFirst = progress.visits == 0
            if isFirst, isOld { outdated.insert(visit.node.id) }
            if !isOld {
                progress.state = outdated.remove(visit.node.id) == nil ? min(progress.state, state) : state
            }
            progress.visits += 1
            progress.retries += max(0, visit.attempts - 1)
            found[visit.node.id] = progress
        }
        return found
    }

    /// How often each edge was taken.
    func edges() -> [WorkflowGraph.Edge: Int] {
        var taken = taken
        for visit in visits where visit.end == .passed && !visit.isFollowed {
            for edge in leaving[visit.node.id] ?? [] where edge.kind == .end { taken[edge, default: 0] += 1 }
        }
        return taken
    }
}
