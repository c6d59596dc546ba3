internal import Renditions
public import RenditionsWorkflow

/// Ends the work on an original of which the version that was asked for is no longer there, and leaves nothing of it.
public struct SettleOriginal: WorkflowTask {
    public static let name: TaskName = "settle-original"

    let processor: ImageProcessor

    public func run(_ probed: ProbedOriginal, in context: TaskContext) async throws -> ProcessResult {
        try await processor.settle(probed.request, probed.situation)
    }
}

extension ImageProcessor {
    /// What an earlier attempt may have stored goes with the original.
    func settle(_ request: ProcessRequest, _ situation: ProbedOriginal.Situation) async throws -> ProcessResult {
        let asset = AssetID(original: request.original.key)
        switch situation {
        case .current, .superseded: return ProcessResult(asset: asset, outcome: .superseded)
        case .gone:
            let tombstone = try await eraser.erase(
                request.original.key, because: .originalGone, through: request.generation)
            guard tombstone == nil else { return ProcessResult(asset: asset, outcome: .gone) }
            // It is there again, and what told of it may have joined this very execution.
            let record = try await process(request.original.key, attributes: request.attributes)
            let isSame = record.original.entityTag == request.original.entityTag
            return ProcessResult(asset: asset, outcome: isSame ? .ready : .superseded)
        case .erased:
            // Of no later generation than the tombstone's: another version may live in the next one by now, which is that of
            // a request made after the erasure.
            if let record = try await records.record(asset)?.value, record.state == .deleted {
                try await eraser.removeRenditions(of: asset, through: record.generation)
            }
            return ProcessResult(asset: asset, outcome: .erased)
        }
    }
}
