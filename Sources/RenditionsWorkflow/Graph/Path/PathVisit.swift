/// One visit of an execution to a state.
struct PathVisit {
    enum End {
        case passed
        case caught
    }

    let node: WorkflowGraph.Node
    /// The visit to the Parallel or Map state inside which this one is.
    let parent: Int?
    /// Which attempt of the parent's this visit belongs to.
    let round: Int
    /// How often the task, the branches or the items were begun.
    var attempts = 0
    /// What the last failure of the visit was; nil where the last attempt did not fail.
    var failure: String?
    var hasFailed = false
    /// Nil while the state has not been left.
    var end: End?
    /// Whether another state of the same level was entered after it.
    var isFollowed = false

    init(to node: WorkflowGraph.Node, parent: Int?, round: Int) {
        self.node = node
        self.parent = parent
        self.round = round
    }

    /// - Parameter isLive: whether it may still go on.
    func state(isLive: Bool) -> ExecutionPath.Progress.State {
        switch end {
        case .passed: .passed
        case .caught: .caught
        case nil: isLive ? .running : isFailing ? .failed : .stopped
        }
    }

    /// Whether a state that was not left has failed, rather than been stopped. States that only look at data are left in
    /// the moment in which they are entered, unless they fail; what was entered and never begun failed
    /// before.
    private var isFailing: Bool {
        switch node.type {
        case .fail, .pass, .choice, .succeed: true
        case .task, .parallel, .map: hasFailed || attempts == 0
        case .wait: hasFailed
        }
    }
}
