internal import Renditions
internal import RenditionsWorkflow

extension Console {
    /// Shows a failure that ended the work.
    ///
    /// - Returns: what to exit with; nil, and nothing is shown, for an error of another kind.
    package func explain(_ error: any Error) -> ExitStatus? {
        switch error {
        case let failure as ToolFailure:
            complain(failure.code, failure.message)
            return failure.status
        case let error as RenderError:
            complain(error.code.description, error.message.inToolWords)
            return ExitStatus(error)
        case let error as StoreError:
            complain(error.code.description, error.message.inToolWords)
            return ExitStatus(error)
        case let error as WorkflowError:
            complain(error.code.description, error.message)
            for fault in error.faults { note("  \(fault)") }
            return ExitStatus(error)
        default: return nil
        }
    }
}
