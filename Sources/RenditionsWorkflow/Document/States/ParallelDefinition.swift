/// What a Parallel state does.
struct ParallelDefinition: Hashable, Sendable {
    /// The first state of each branch.
    let branches: [Int]
    let parameters: PayloadTemplate?
    let resultSelector: PayloadTemplate?
    let resultPath: ResultField
}
