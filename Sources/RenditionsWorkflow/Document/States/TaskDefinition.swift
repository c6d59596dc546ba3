/// What a Task state does.
struct TaskDefinition: Hashable, Sendable {
    /// How the function is named and its answer wrapped.
    enum Resource: Hashable, Sendable {
        /// A function's ARN: the answer is the result.
        case function(FunctionName)
        /// `lambda:invoke`: function and payload are parameters, and the answer is wrapped.
        case invoke
    }

    /// As it was written.
    let resourceText: String
    let resource: Resource
    let parameters: PayloadTemplate?
    let resultSelector: PayloadTemplate?
    let resultPath: ResultField
    let timeout: NumberField?
    let heartbeat: NumberField?
    /// The function of an `invoke`, where it is written in the document.
    let constantFunction: FunctionName?
}
