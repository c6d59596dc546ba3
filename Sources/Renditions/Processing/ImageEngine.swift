/// Turns pixels: reads images, carries out plans, writes images.
///
/// `ImageEngineCheck` in RenditionsTesting checks any engine. Methods throw ``RenderError``, or `CancellationError` when
/// their task is cancelled, which also stops the work.
public protocol ImageEngine: Sendable {
    /// Changes when the same plan gives a visibly different image. Part of every fingerprint, so that a change makes
    /// renditions stale.
    var outputVersion: String { get }

    /// What an image may cost this engine.
    var limits: ImageLimits { get }

    func supports(_ operation: any ImageOperation) -> Bool
    func supports(_ encoding: Encoding) -> Bool

    /// What the header of an image says. Refuses what is not an image of an allowed format, or exceeds the limits,
    /// before anything expensive.
    func probe(_ source: ImageSource) async throws -> ImageInfo

    /// Makes every output of a plan, in the plan's order.
    func render(_ plan: RenderPlan, from source: ImageSource) async throws -> [RenderedImage]
}

extension ImageEngine {
    /// Probes, plans and renders in one go.
    public func render(_ renditions: [Rendition], from source: ImageSource) async throws -> [RenderedImage] {
        let info = try await probe(source)
        return try await render(try RenderPlan(renditions, for: info, on: self), from: source)
    }
}
