internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What people want to know of an execution.
struct ExecutionSummary {
    /// The original's, or a dash.
    let key: String
    let started: String
    /// From the start to the end; nil while it runs.
    let milliseconds: Int?
    /// The error's name and what it says; nil where there is none.
    let failure: String?

    init(_ execution: ExecutionDescription) {
        key =
            execution.input["original"]?["key"]?.stringValue ?? execution.input["key"]?.stringValue ?? "-"
        started = execution.startedAt.formatted(.iso8601)
        milliseconds = execution.endedAt.map { Int(($0.timeIntervalSince(execution.startedAt) * 1000).rounded()) }
        failure =
            switch execution.outcome {
            case .failed(let error, let cause), .aborted(let error, let cause):
                [error, cause].compactMap(\.self).joined(separator: ": ")
            case .timedOut: "it ran longer than it may"
            case .succeeded, nil: nil
            }
    }
}
