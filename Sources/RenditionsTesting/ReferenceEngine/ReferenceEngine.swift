import NIOCore
public import Renditions

/// An engine in nothing but Swift, for tests: reads PNG, writes PNG and pixels. Its operations are written after their
/// documentation and nothing else, and it carries a plan out step by step as it is written, so that its results say what
/// the plan means; `ImageEngineCheck` compares other engines with them.
///
/// It lacks what can't be said in a few lines: `Text`, which needs a font, padding with a blurred copy, and every blend
/// mode but `over`.
///
/// Colours are taken for sRGB whatever the file says, no metadata is kept, and nothing is fast.
public struct ReferenceEngine: ImageEngine {
    public var limits: ImageLimits

    public init(limits: ImageLimits = .default) { self.limits = limits }

    public var outputVersion: String { "reference/1" }

    public func supports(_ operation: any ImageOperation) -> Bool {
        switch operation {
        case let extend as Extend: extend.fill != .blurred
        case let composite as Composite: composite.layers.allSatisfy { $0.blend == .over }
        case let pad as Pad: pad.fill != .blurred
        case is any ReferenceOperation, is AutoOrient, is any GeometricOperation: true
        case let composite as any CompositeOperation: composite.operations.allSatisfy(supports)
        default: false
        }
    }

    public func supports(_ encoding: Encoding) -> Bool {
        switch encoding {
        case .png(let png): !png.palette
        case .raw: true
        default: false
        }
    }

    public func probe(_ source: ImageSource) async throws -> ImageInfo {
        try Task.checkCancellation()
        return try inspect(source.bytes).info
    }

    public func render(_ plan: RenderPlan, from source: ImageSource) async throws -> [RenderedImage] {
        let deadline = ReferenceDeadline(seconds: limits.seconds)
        try deadline.check()
        guard plan.predictedBytes <= limits.memoryBytes else {
            throw RenderError(
                .tooMuchMemory, "The work would need \(plan.predictedBytes) bytes, more than the whole budget.")
        }
        let image = try decode(source.bytes)
        var overlays: [ObjectKey: Raster] = [:]
        for (key, bytes) in source.overlays {
            do { overlays[key] = try decode(bytes) } catch { throw RenderError.ofOverlay(key, error) }
        }
        return try plan.branches.flatMap { branch in
            try ReferenceBranch(branch: branch, overlays: overlays, limits: limits, deadline: deadline).render(image)
        }
    }

    private func inspect(_ bytes: ByteBuffer) throws -> InspectedImage {
        try ImageInspector.inspect(bytes, limits: limits, allowed: [.png])
    }

    private func decode(_ bytes: ByteBuffer) throws -> Raster {
        _ = try inspect(bytes)
        return try ReferenceDecoder.raster(of: bytes)
    }
}
