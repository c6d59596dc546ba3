internal import AWSClient
internal import RenditionsWorkflow

extension AWSError {
    /// What this means to whoever runs workflows.
    var workflowError: WorkflowError {
        let request = requestID.map { " (request \($0))" } ?? ""
        let (code, text) = meaning
        return WorkflowError(code, text + request, cause: self)
    }

    private var meaning: (WorkflowError.Code, String) {
        switch serviceCode {
        case "ExecutionDoesNotExist": return (.notFound, "There is no such execution.")
        case "StateMachineDoesNotExist", "ResourceNotFound":
            return (
                .notFound,
                "There is no such state machine, version or alias in this account and region. Publish it, or look at its name."
            )
        case "ExecutionAlreadyExists":
            return (.nameTaken, "There is an execution of this name already, with another input.")
        case "InvalidDefinition": return (.invalidDocument, "Step Functions does not take the document. " + message)
        case "InvalidExecutionInput" where message.lowercased().contains("size"):
            return (.payloadTooLarge, "The input is larger than Step Functions takes, which is 256 KiB.")
        case "ExecutionNotRedrivable": return (.wrongState, "The execution can't be redriven. " + message)
        case "StateMachineAlreadyExists":
            return (
                .unavailable, "Another process has made the state machine at the same moment, with another document."
            )
        case "ExecutionLimitExceeded":
            return (.unavailable, "As many executions run as the account may have. Try again later.")
        case "StateMachineDeleting": return (.unavailable, "The state machine is being deleted.")
        // Of a page; elsewhere it would be one of a session.
        case "InvalidToken" where operation?.contains(":List") == true:
            return (.invalidRequest, "The cursor is not one that this runner gave.")
        default: break
        }
        switch code {
        case .accessDenied:
            return (.invalidRequest, permissionText(policy: "the role"))
        case .notFound: return (.notFound, message)
        default: return (isRetryable ? .unavailable : .invalidRequest, message)
        }
    }
}
