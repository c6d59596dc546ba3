public import Renditions
public import RenditionsWorkflow

/// Writes the record of what was made; where the original is gone by now, removes it instead.
public struct PublishAsset: StoreTask {
    public static let name: TaskName = "publish-asset"
    public static let storeUses: StoreUses = [
        .originals: [.read], .renditions: [.read, .write, .delete, .list],
        .quarantine: [.read, .delete, .list], .records: [.read, .write],
    ]

    let processor: ImageProcessor
    let quarantine: Quarantine?
    let onEvent: ImageTasks.Listener

    public func run(_ asset: RenderedAsset, in context: TaskContext) async throws -> ProcessResult {
        guard let rendered = asset.rendered else {
            return try await processor.settle(asset.request, asset.situation, quarantine)
        }
        let key = asset.request.original.key
        let publication = try await processor.publish(rendered, attributes: asset.request.attributes) { [onEvent] in
            onEvent(key, $0)
        }
        let outcome: ProcessResult.Outcome =
            switch publication {
            case .published: .ready
            case .superseded: .superseded
            case .gone: .gone
            // An erasure that was begun before this version was uploaded ends the generation in which it was rendered. It
            // lives in the next one, and nobody else may ever be told of it.
            case .erased:
                try await processor.isLater(asset.request, than: rendered.inspected.generation)
                    ? try await processor.processAgain(asset.request) : .erased
            }
        return ProcessResult(asset: AssetID(original: key), outcome: outcome)
    }
}
