public import Renditions
public import RenditionsWorkflow

/// Writes down why an original could not be processed: in its record, and where the original itself is not at fault, in the
/// quarantine as well, with all that is needed to try again.
public struct RecordFailure: StoreTask {
    public static let name: TaskName = "record-failure"
    public static let storeUses: StoreUses = [
        .originals: [.read], .renditions: [.read, .delete, .list], .quarantine: [.write, .delete],
        .records: [.read, .write],
    ]

    let processor: ImageProcessor
    let quarantine: Quarantine?

    public func run(_ failure: Failure<ProcessRequest>, in context: TaskContext) async throws -> ProcessResult {
        var request = failure.input
        request.generation = try await processor.generation(of: request)
        let reason = AssetFailure(failure.error)
        let asset = AssetID(original: request.original.key)
        let outcome: ProcessResult.Outcome = reason.isRefusal ? .refused : .quarantined
        if outcome == .quarantined, let quarantine {
            // Before the record, so that what a record calls quarantined can be replayed.
            try await quarantine.put(
                QuarantineEntry(
                    request: request, recipe: processor.recipe, outputVersion: processor.engine.outputVersion,
                    failure: reason, errorName: failure.error.name, execution: context.execution,
                    quarantined: processor.clock.now))
        }
        let record = try await processor.recordFailure(
            reason, of: request.original, generation: request.generation,
            state: outcome == .refused ? .failed : .quarantined, attributes: request.attributes)
        guard record != nil else {
            try await quarantine?.remove(request)
            return ProcessResult(asset: asset, outcome: .superseded)
        }
        return ProcessResult(asset: asset, outcome: outcome, failure: reason)
    }
}
