/// One state, taken apart once and carried out many times.
struct StateDefinition: Sendable {
    enum Kind: Sendable {
        case pass(PassDefinition)
        case task(TaskDefinition)
        case choice(ChoiceDefinition)
        case wait(WaitDefinition)
        case succeed
        case fail(FailDefinition)
        case parallel(ParallelDefinition)
        case map(MapDefinition)
    }

    /// Where an execution goes from a state.
    enum Transition: Hashable, Sendable {
        /// To the state of this index in ``Program/states``.
        case next(Int)
        /// The branch, or the execution, is at its end.
        case end
    }

    let name: String
    let kind: Kind
    let input: PathField
    let output: PathField
    let transition: Transition
    let errors: ErrorHandling
    /// Whether any field looks at the context object, so that it has to be made.
    let readsContext: Bool

    var type: StateType {
        switch kind {
        case .pass: .pass
        case .task: .task
        case .choice: .choice
        case .wait: .wait
        case .succeed: .succeed
        case .fail: .fail
        case .parallel: .parallel
        case .map: .map
        }
    }
}
