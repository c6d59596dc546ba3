import Renditions

/// An engine that can do everything but what it is told not to, and makes nothing: for plans.
struct PlanningEngine: ImageEngine {
    var limits = ImageLimits()
    var lacks: Set<OperationName> = []
    var lacksEncodings: Set<String> = []

    var outputVersion: String { "planning/1" }
    func supports(_ operation: any ImageOperation) -> Bool { !lacks.contains(type(of: operation).name) }
    func supports(_ encoding: Encoding) -> Bool { !lacksEncodings.contains(encoding.name) }

    func probe(_ source: ImageSource) async throws -> ImageInfo {
        throw RenderError(.engineUnavailable, "This engine only plans.")
    }

    func render(_ plan: RenderPlan, from source: ImageSource) async throws -> [RenderedImage] {
        throw RenderError(.engineUnavailable, "This engine only plans.")
    }
}
