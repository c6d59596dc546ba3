internal import NIOCore
internal import Renditions
internal import RenditionsTesting
internal import Synchronization

/// The reference engine as a worker runs it: it may have no memory left, and there are images on which it never comes to an
/// end.
///
/// No two renders give the same bytes, as with encoders that write the time or run in threads; only what was stored first
/// counts. What was made once is kept over all runs of the process, which are many and of few images.
struct SimulatedEngine: ImageEngine {
    let world: World

    private static let inner = ReferenceEngine(limits: ImageLimits(seconds: 1_000_000))
    private static let images = Mutex<[Work: [RenderedImage]]>([:])
    private static let infos = Mutex<[ByteBuffer: Swift.Result<ImageInfo, RenderError>]>([:])

    private struct Work: Hashable {
        var bytes: ByteBuffer
        var plan: RenderPlan
    }

    static let version = "simulated/1"
    var outputVersion: String { Self.version }
    var limits: ImageLimits { Self.inner.limits }
    func supports(_ operation: any ImageOperation) -> Bool { Self.inner.supports(operation) }
    func supports(_ encoding: Encoding) -> Bool { Self.inner.supports(encoding) }

    private static let busy = RenderError(.memoryExhausted, "All memory is taken.")

    func probe(_ source: ImageSource) async throws -> ImageInfo {
        if world.goesWrong(world.weather.engineBusy) { throw Self.busy }
        if let known = Self.infos.withLock({ $0[source.bytes] }) { return try known.get() }
        let found: Swift.Result<ImageInfo, RenderError>
        do {
            found = .success(try await Self.inner.probe(source))
        } catch let error as RenderError {
            found = .failure(error)
        }
        Self.infos.withLock { $0[source.bytes] = found }
        return try found.get()
    }

    func render(_ plan: RenderPlan, from source: ImageSource) async throws -> [RenderedImage] {
        if let attempt = Caller.current?.attempt { world.ledger.tried(attempt) }
        try await world.call(.engine, "render", fault: Self.busy) {}
        if world.goesWrong(world.weather.engineBusy) { throw Self.busy }
        if Picture.poisoned.bytes == source.bytes {
            throw RenderError(.timedOut, "The work took longer than it may.")
        }
        let images = try await render(Work(bytes: source.bytes, plan: plan), source)
        if let attempt = Caller.current?.attempt { world.ledger.rendered(attempt, isRough: world.isDisturbed) }
        return images.map { image in
            var image = image
            image.bytes.writeInteger(world.scheduler.drawSeed())
            image.seconds = 0.25
            return image
        }
    }

    private func render(_ work: Work, _ source: ImageSource) async throws -> [RenderedImage] {
        if let known = Self.images.withLock({ $0[work] }) { return known }
        let images = try await Self.inner.render(work.plan, from: source)
        Self.images.withLock { $0[work] = images }
        return images
    }
}
