internal import Renditions
public import RenditionsWorkflow

/// Makes and stores every rendition that is not stored yet.
public struct RenderRenditions: WorkflowTask {
    public static let name: TaskName = "render-renditions"

    let processor: ImageProcessor
    let onEvent: ImageTasks.Listener

    public func run(_ probed: ProbedOriginal, in context: TaskContext) async throws -> RenderedAsset {
        guard let inspected = probed.inspected else {
            return RenderedAsset(request: probed.request, situation: probed.situation)
        }
        let key = inspected.original.key
        do {
            let rendered = try await processor.render(inspected) { [onEvent] event in
                context.heartbeat()
                onEvent(key, event)
            }
            return RenderedAsset(request: probed.request, situation: .current, rendered: rendered)
        } catch let error as StoreError where error.code == .notFound {
            return RenderedAsset(request: probed.request, situation: .gone)
        } catch let error as StoreError where error.code == .preconditionFailed {
            return RenderedAsset(request: probed.request, situation: .superseded)
        }
    }
}
