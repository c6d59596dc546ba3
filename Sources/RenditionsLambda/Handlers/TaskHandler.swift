public import NIOCore
internal import Renditions
public import RenditionsWorkflow

/// The function behind the task states of workflows: it serves every task, by name.
///
/// An invocation is `{"task": name, "input": …}`, as workflows are lowered; the answer is the task's output. What a task
/// throws has the name that retriers and catchers of the document match: see ``InvocationFailure``. A task that nobody
/// registered fails with `Lambda.ResourceNotFoundException`, as it does in every runner.
///
/// Where the payload has a `context` besides, made as ``contextTemplate`` says, tasks are told their execution, state and
/// attempt, and their idempotency token is the same for every attempt of one visit to a state. Without it, each invocation has
/// a token of its own.
public struct TaskHandler: LambdaHandler {
    /// What to put into the payload of a task state under `context`: a template of the States Language.
    public static let contextTemplate = TaskContext.template

    private let registry: TaskRegistry

    public init(_ registry: TaskRegistry) { self.registry = registry }

    public func handle(_ event: ByteBuffer, in context: LambdaContext) async throws -> ByteBuffer {
        let call = try TaskCall(event, requestID: context.requestID)
        let request = TaskRequest(
            id: TaskRequest.ID(rawValue: 1), state: call.state,
            function: FunctionName(TaskRegistry.tasksFunction),
            payload: ["task": .string(call.task), "input": call.input], idempotencyToken: call.token,
            attempt: call.attempt, deadline: context.deadline)
        let taskContext = TaskContext(
            idempotencyToken: call.token, attempt: call.attempt, deadline: context.deadline,
            execution: call.execution, state: call.state, logger: context.logger)
        switch await registry.perform(request, in: taskContext) {
        case .taskSucceeded(_, let output): return ByteBuffer(string: output.json)
        case .taskFailed(_, let error, let cause):
            throw InvocationFailure(type: error, message: InvocationFailure.message(in: cause))
        default: throw LambdaError(.invalidEvent, "The task came to no end.")
        }
    }
}
