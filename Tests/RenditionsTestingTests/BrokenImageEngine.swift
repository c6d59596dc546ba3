import NIOCore
import Renditions
import RenditionsTesting

/// A reference engine of which one thing is wrong, and the checks that have to notice: these and no others.
struct BrokenImageEngine: ImageEngine, CustomStringConvertible {
    typealias Probe = @Sendable (ReferenceEngine, ImageSource) async throws -> ImageInfo
    typealias Render = @Sendable (ReferenceEngine, RenderPlan, ImageSource) async throws -> [RenderedImage]

    let description: String
    let failures: Set<String>
    /// With more time than the default: a machine that stalls must not add to what is broken.
    private let inner = ReferenceEngine(limits: ImageLimits(seconds: 300))
    private let supportsAll: Bool
    private let onProbe: Probe
    private let onRender: Render

    init(
        _ description: String, fails failures: Set<String>, supportsAll: Bool = false,
        probe: @escaping Probe = { try await $0.probe($1) },
        render: @escaping Render = { try await $0.render($1, from: $2) }
    ) {
        self.description = description
        self.failures = failures
        self.supportsAll = supportsAll
        onProbe = probe
        onRender = render
    }

    var outputVersion: String { inner.outputVersion }
    var limits: ImageLimits { inner.limits }
    func supports(_ operation: any ImageOperation) -> Bool { supportsAll || inner.supports(operation) }
    func supports(_ encoding: Encoding) -> Bool { inner.supports(encoding) }
    func probe(_ source: ImageSource) async throws -> ImageInfo { try await onProbe(inner, source) }

    func render(_ plan: RenderPlan, from source: ImageSource) async throws -> [RenderedImage] {
        try await onRender(inner, plan, source)
    }
}
