internal import Renditions
internal import RenditionsWorkflow

/// What the caller of a function is told of an error: `errorType` and `errorMessage`.
///
/// The type is what retriers and catchers of a workflow match:
/// - of a `WorkflowTaskError`, such as `StoreError`, `RenderError` and ``LambdaError``, its `errorName`: `Store.unavailable`,
///   `Render.truncated-image`, `Function.invalid-event`;
/// - of an `IngestError` and a `WorkflowError`, `Ingest.` or `Workflow.` and the code;
/// - of a `StateFailure`, what it says;
/// - of every other, the name of its type, without its text, which may hold anything.
///
/// `States.Timeout` is what an invocation fails with whose time is over.
public struct InvocationFailure: Error, Hashable, Sendable {
    public var type: String
    public var message: String

    public init(type: String, message: String) {
        self.type = type
        self.message = message
    }

    public init(_ error: any Error) {
        switch error {
        case let error as InvocationFailure: self = error
        case let error as any WorkflowTaskError: self.init(type: error.errorName, message: error.errorMessage)
        case let error as StateFailure:
            self.init(type: error.error ?? ErrorName.taskFailed, message: Self.message(in: error.cause))
        case let error as IngestError: self.init(type: "Ingest.\(error.code)", message: error.message)
        case let error as WorkflowError: self.init(type: "Workflow.\(error.code)", message: error.message)
        default:
            let name = String(describing: Swift.type(of: error))
            self.init(type: name, message: name)
        }
    }

    static let timedOut = InvocationFailure(
        type: ErrorName.timeout, message: "The function's time was over. Give it more, or less to do at once.")

    /// The text in what a function threw, which is JSON where a function of ours threw it.
    static func message(in cause: String?) -> String {
        guard let cause else { return "" }
        return (try? JSONValue(json: cause))?["errorMessage"]?.stringValue ?? cause
    }

    /// As the Runtime API takes it. There is no trace of calls: it would say nothing to whoever calls.
    var document: JSONValue {
        ["errorType": .string(type), "errorMessage": .string(message), "stackTrace": []]
    }
}
