internal import Renditions
internal import RenditionsWorkflow

extension Problem {
    /// What of an error may be told: its kind, never its text.
    package init(_ error: any Error) {
        switch error {
        case let error as Problem: self = error
        case let error as StoreError: self.init(store: error.code)
        case let error as WorkflowError where error.isRetryable: self = .unavailable
        case let error as WorkflowError where error.code == .payloadTooLarge:
            self.init(.tooLarge, "The request asks for more than one execution can be told.")
        case is CancellationError:
            self.init(.unavailable, "The request was given up. Send it again.", retryAfter: 1)
        default: self.init(.internalError, "Something went wrong that has no code of its own.")
        }
    }

    private init(store code: StoreError.Code) {
        switch code {
        case .notFound: self.init(.notFound, "There is nothing of this name.")
        case .rangeNotSatisfiable:
            self.init(.rangeNotSatisfiable, "No byte of the content lies in the range.")
        case .preconditionFailed: self.init(.preconditionFailed, "It has changed meanwhile. Read it again.")
        case .tooLarge: self.init(.tooLarge, "It is larger than what is kept here.")
        case .unavailable, .timedOut, .storageFull: self = .unavailable
        default: self.init(.internalError, "A store could not do what it was asked for.")
        }
    }

    private static var unavailable: Problem {
        Problem(.unavailable, "A part of the service can't be reached, or is full. Try again later.", retryAfter: 5)
    }
}
