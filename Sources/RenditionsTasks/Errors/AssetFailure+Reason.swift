public import Renditions
public import RenditionsWorkflow

extension AssetFailure {
    /// What a record says of a failure that a workflow caught.
    public init<Input>(_ reason: Failure<Input>.Reason) {
        let isRetryable = ErrorName.transient.contains(reason.name)
        // The form in which tasks report what they threw.
        let message = (try? JSONValue(json: reason.cause))?["errorMessage"]?.stringValue
        switch reason.name {
        case let name where name.hasPrefix(ErrorName.storePrefix):
            self.init(
                code: String(name.dropFirst(ErrorName.storePrefix.count)), message: message ?? "",
                isRetryable: isRetryable)
        case let name where name.hasPrefix(ErrorName.renderPrefix):
            self.init(
                code: String(name.dropFirst(ErrorName.renderPrefix.count)), message: message ?? "",
                isRetryable: isRetryable)
        case ErrorName.timeout, ErrorName.heartbeatTimeout:
            self.init(
                code: "\(RenderError.Code.timedOut)", message: "A step took longer than it may.", isRetryable: true)
        case ErrorName.workerLost:
            self.init(
                code: "worker-lost", message: "The process that worked on it ended, again and again.", isRetryable: true
            )
        default:
            // Texts of errors without codes may hold anything.
            self.init(code: "internal", message: "Something failed that has no code of its own.", isRetryable: false)
        }
    }

    /// Whether the original itself is at fault.
    var isRefusal: Bool { RenderError.Code.allCases.contains { $0.isRefusal && $0.description == code } }
}
