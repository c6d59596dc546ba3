internal import Renditions
internal import RenditionsWorkflow

/// What the tool's exit status means. A contract. Thrown when there is nothing more to say.
package enum ExitStatus: Int32, Error {
    case success = 0
    /// Some files failed; the others are done.
    case someFailed = 1
    /// The command line or the recipe is not valid; nothing was done.
    case usage = 2
    /// The tool can't work here; nothing was done.
    case environment = 3
    /// A backfill failed as a whole, or looked at nothing.
    case failedWhole = 4
    /// Asked to stop. Shown to the shell as 130 or 143 when a signal asked.
    case interrupted = 130

    static let documentation = """
        Exit status:
          0    everything is done
          1    some files failed, each named on standard error; the others are done
          2    the command line or the recipe is not valid; nothing was done
          3    a store can't be opened, or libvips is missing or unsafe
          130  interrupted (143: told to end); run again to go on
        """

    /// For a failure that ended the command before it came to the files.
    init(_ error: RenderError) {
        switch error.code {
        case .engineUnavailable, .unsupportedEncoding, .unsupportedOperation: self = .environment
        case .invalidRecipe, .invalidOperation, .invalidEncoding, .missingOverlay: self = .usage
        default: self = .someFailed
        }
    }

    init(_ error: StoreError) {
        switch error.code {
        case .invalidRequest, .invalidKey: self = .usage
        default: self = .environment
        }
    }

    init(_ error: WorkflowError) {
        switch error.code {
        case .corrupt, .incompatible, .unavailable: self = .environment
        case .executionFailed: self = .someFailed
        default: self = .usage
        }
    }
}
