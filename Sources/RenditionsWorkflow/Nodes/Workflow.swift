/// A named workflow, made of nodes, as a view is made of views.
///
/// ```swift
/// struct Checkout: Workflow {
///     static let name = "checkout"
///
///     var body: some WorkflowNode<Order, Receipt> {
///         Step(Reserve.self)
///         Step(Charge.self).retry(["Bank.busy"], attempts: 5)
///     }
/// }
/// ```
///
/// `if` and `for` in a body shape the document once, when it is lowered; ``Choice`` and ``ForEach`` decide while it runs.
public protocol Workflow<Input, Output>: WorkflowNode {
    associatedtype Body: WorkflowNode where Body.Input == Input, Body.Output == Output

    /// A wire contract: executions are kept under it. 1 to 80 characters.
    static var name: String { get }

    @WorkflowBuilder var body: Body { get }
}

extension Workflow {
    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        body.lower(into: &lowering, then: next)
    }

    /// The workflow as the document that every runner carries out.
    ///
    /// - Parameter function: the Lambda function that serves the tasks; name or ARN.
    /// - Throws: ``WorkflowError`` with code `invalid-document`; its `faults` name states that share a name, names that
    ///   are too long, and states that nothing leads to.
    public func lowered(function: String = TaskRegistry.tasksFunction) throws -> LoweredWorkflow<Input, Output> {
        try LoweredWorkflow(self, named: Self.name, function: function)
    }
}
