public import Renditions
public import RenditionsWorkflow

/// Makes and stores every rendition that is not stored yet.
public struct RenderRenditions: StoreTask {
    public static let name: TaskName = "render-renditions"
    public static let storeUses: StoreUses = [
        .originals: [.read], .renditions: [.read, .write], .records: [.read],
    ]

    let processor: ImageProcessor
    let onEvent: ImageTasks.Listener

    public func run(_ probed: ProbedOriginal, in context: TaskContext) async throws -> RenderedAsset {
        guard let inspected = probed.inspected else {
            return RenderedAsset(request: probed.request, situation: probed.situation)
        }
        let key = inspected.original.key
        let attempt = try await processor.renderIfCurrent(inspected) { [onEvent] event in
            context.heartbeat()
            onEvent(key, event)
        }
        switch attempt {
        case .rendered(let rendered):
            return RenderedAsset(request: probed.request, situation: .current, rendered: rendered)
        case .gone: return RenderedAsset(request: probed.request, situation: .gone)
        case .superseded: return RenderedAsset(request: probed.request, situation: .superseded)
        }
    }
}
