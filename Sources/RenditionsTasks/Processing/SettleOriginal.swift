public import Renditions
public import RenditionsWorkflow

/// Ends the work on an original of which the version that was asked for is no longer there, and leaves nothing of it.
public struct SettleOriginal: StoreTask {
    public static let name: TaskName = "settle-original"
    public static let storeUses: StoreUses = [
        .originals: [.read], .renditions: [.read, .write, .delete, .list],
        .quarantine: [.read, .delete, .list], .records: [.read, .write],
    ]

    let processor: ImageProcessor
    let quarantine: Quarantine?

    public func run(_ probed: ProbedOriginal, in context: TaskContext) async throws -> ProcessResult {
        try await processor.settle(probed.request, probed.situation, quarantine)
    }
}

extension ImageProcessor {
    /// What an earlier attempt may have stored goes with the original, and so does what the quarantine keeps of it.
    func settle(
        _ request: ProcessRequest, _ situation: ProbedOriginal.Situation, _ quarantine: Quarantine?
    ) async throws -> ProcessResult {
        let asset = AssetID(original: request.original.key)
        switch situation {
        case .current, .superseded: return ProcessResult(asset: asset, outcome: .superseded)
        case .gone:
            let tombstone = try await eraser.erase(
                request.original.key, because: .originalGone, through: request.generation)
            if let tombstone {
                try await quarantine?.remove(asset, through: tombstone.generation)
                return ProcessResult(asset: asset, outcome: .gone)
            }
            // It is there again, and what told of it may have joined this very execution.
            return ProcessResult(asset: asset, outcome: try await processAgain(request))
        case .erased:
            // Of no later generation than the tombstone's: another version may live in the next one by now, which is that of
            // a request made after the erasure.
            if let record = try await records.record(asset)?.value, record.state == .deleted {
                try await eraser.removeRenditions(of: asset, through: record.generation)
                try await quarantine?.remove(asset, through: record.generation)
                // A version that stays and is refused was asked for as one of the next generation.
                try await quarantine?.remove(request)
            }
            return ProcessResult(asset: asset, outcome: .erased)
        }
    }
}
