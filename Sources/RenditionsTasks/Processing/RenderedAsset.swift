public import Renditions

/// What ``RenderRenditions`` made.
public struct RenderedAsset: Codable, Hashable, Sendable {
    public var request: ProcessRequest
    public var situation: ProbedOriginal.Situation
    /// Nil unless the situation is ``ProbedOriginal/Situation/current``.
    public var rendered: RenderedOriginal?

    public init(request: ProcessRequest, situation: ProbedOriginal.Situation, rendered: RenderedOriginal? = nil) {
        self.request = request
        self.situation = situation
        self.rendered = rendered
    }
}
