internal import Renditions
internal import RenditionsWorkflow

/// How a step of a trial failed, as its caller is told.
struct TrialFailure: Error {
    /// As of `StoreError` or `WorkflowError`; `other` for anything else.
    var code: String
    var message: String

    init(code: String, _ message: String) {
        self.code = code
        self.message = message
    }

    init(_ error: any Error) {
        switch error {
        case let failure as TrialFailure: self = failure
        case let error as StoreError: self.init(code: "\(error.code)", error.message)
        case let error as WorkflowError: self.init(code: "\(error.code)", error.message)
        default: self.init(code: "other", "\(error)")
        }
    }

    /// Of an execution that did not succeed.
    init(_ outcome: ExecutionOutcome, _ record: AssetRecord?) {
        guard case .failed(let error, let cause) = outcome else {
            self.init(code: "other", "\(outcome)")
            return
        }
        if let failure = record?.failure {
            self.init(code: failure.code, failure.message)
        } else {
            let said = cause.flatMap { try? JSONValue(json: $0) }?["errorMessage"]?.stringValue
            self.init(code: String((error ?? "").split(separator: ".").last ?? ""), said ?? cause ?? "")
        }
    }
}
