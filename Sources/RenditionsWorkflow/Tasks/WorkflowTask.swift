/// A unit of work of a workflow. Instances hold what the work needs: stores, engines, clients.
///
/// A task may be carried out more than once with the same input: after a failure, a timeout, a crash. It must then come to
/// the same end; ``TaskContext/idempotencyToken`` is the same each time.
public protocol WorkflowTask<Input, Output>: Sendable {
    associatedtype Input: Codable & Sendable
    associatedtype Output: Codable & Sendable

    /// A wire contract: workflows that run name it.
    static var name: TaskName { get }

    /// Does the work.
    ///
    /// An error becomes an error name that retriers and catchers match: that of a ``WorkflowTaskError``, or else the
    /// name of the error's type.
    func run(_ input: Input, in context: TaskContext) async throws -> Output
}
