public import Renditions
import Synchronization

/// The reference engine, with its calls counted, something done before each render, and its output changed on demand.
public final class HookedImageEngine: ImageEngine {
    private let inner: ReferenceEngine
    private let version: String
    private let rendered = Mutex<[[String]]>([])
    private let hook: @Sendable (_ number: Int) async throws -> Void
    private let change: @Sendable ([RenderedImage]) -> [RenderedImage]

    /// - Parameters:
    ///   - version: see `ImageEngine.outputVersion`.
    ///   - hook: what is done before each render, which is counted from 1; what it throws the engine throws.
    ///   - change: what becomes of the outputs.
    public init(
        version: String = "reference/1", limits: ImageLimits = .default,
        beforeRender hook: @escaping @Sendable (_ number: Int) async throws -> Void = { _ in },
        changing change: @escaping @Sendable ([RenderedImage]) -> [RenderedImage] = { $0 }
    ) {
        inner = ReferenceEngine(limits: limits)
        self.version = version
        self.hook = hook
        self.change = change
    }

    /// The names of the outputs of each render, in order.
    public var renders: [[String]] { rendered.withLock { $0 } }

    public var outputVersion: String { version }
    public var limits: ImageLimits { inner.limits }
    public func supports(_ operation: any ImageOperation) -> Bool { inner.supports(operation) }
    public func supports(_ encoding: Encoding) -> Bool { inner.supports(encoding) }
    public func probe(_ source: ImageSource) async throws -> ImageInfo { try await inner.probe(source) }

    public func render(_ plan: RenderPlan, from source: ImageSource) async throws -> [RenderedImage] {
        let number = rendered.withLock { renders in
            renders.append(plan.branches.flatMap(\.outputs).map(\.name))
            return renders.count
        }
        try await hook(number)
        return change(try await inner.render(plan, from: source))
    }
}
