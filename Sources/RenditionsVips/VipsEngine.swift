internal import NIOCore
public import Renditions

/// The libvips engine: every operation, every format.
///
/// Files are inspected by our own code first; the library is given only what passed, and is told by name which decoder
/// to use. Work runs on threads of the engine's own, and starts when the memory that it is expected to need is free.
///
/// Make one and share it: the limits of memory and threads are the engine's.
public final class VipsEngine: ImageEngine {
    public let configuration: VipsEngineConfiguration
    private let pool: BlockingPool
    private let budget: MemoryBudget

    /// - Throws: `RenderError` with code `engine-unavailable` when libvips can't be started or is older than 8.14.
    public init(_ configuration: VipsEngineConfiguration = VipsEngineConfiguration()) throws {
        try VipsLibrary.start()
        for format in configuration.allowedFormats { VipsDecoder.enable(format) }
        self.configuration = configuration
        pool = BlockingPool(threads: configuration.threads)
        budget = MemoryBudget(bytes: configuration.limits.memoryBytes)
    }

    /// With the options that change pixels, so that renditions made under one setting don't pass for those of another.
    public var outputVersion: String {
        "vips/1 margin=\(configuration.decodingMargin)" + (configuration.acceptsDamagedImages ? " damaged=filled" : "")
    }

    public var limits: ImageLimits { configuration.limits }

    /// The version of the library that is running, such as `8.14.1`.
    public static var libraryVersion: String {
        let version = VipsLibrary.version
        return "\(version.major).\(version.minor).\(version.micro)"
    }

    public func supports(_ operation: any ImageOperation) -> Bool {
        switch operation {
        case is any VipsOperation, is AutoOrient: true
        case let composite as any CompositeOperation: composite.operations.allSatisfy(supports)
        case is any GeometricOperation: true
        default: false
        }
    }

    public func supports(_ encoding: Encoding) -> Bool { VipsEncoder.supports(encoding) }

    public func probe(_ source: ImageSource) async throws -> ImageInfo {
        let inspected = try inspect(source.bytes)
        // The library says how large it would draw what has no pixels of its own, and what canvas it takes for a GIF:
        // it distrusts some that headers give, and plans must count with what it decodes.
        guard inspected.info.size.area == 0 || inspected.info.format == .gif else { return inspected.info }
        let configuration = configuration
        return try await pool.run { try VipsDecoder(configuration, source.bytes, inspected).measuredInfo() }
    }

    public func render(_ plan: RenderPlan, from source: ImageSource) async throws -> [RenderedImage] {
        let inspected = try inspect(source.bytes)
        let bytes = plan.predictedBytes
        try await budget.acquire(bytes)
        do {
            let images = try await renderAdmitted(plan, from: source, inspected)
            await budget.release(bytes)
            return images
        } catch {
            await budget.release(bytes)
            throw error
        }
    }

    /// Runs work that blocks on one of the engine's threads.
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await pool.run(body)
    }

    private func inspect(_ bytes: ByteBuffer) throws -> InspectedImage {
        try ImageInspector.inspect(
            bytes, limits: limits, allowed: configuration.allowedFormats,
            allowsTruncation: configuration.acceptsDamagedImages)
    }

    private func renderAdmitted(
        _ plan: RenderPlan, from source: ImageSource, _ inspected: InspectedImage
    ) async throws -> [RenderedImage] {
        let configuration = configuration
        let cancellation = RenderCancellation()
        return try await withTaskCancellationHandler {
            // Ended with this scope.
            async let _ = cancellation.expire()
            return try await pool.run {
                let context = RenderContext(
                    limits: configuration.limits, overlays: try Self.decode(source.overlays, configuration))
                cancellation.bind(context)
                try context.check()
                let decoder = VipsDecoder(configuration, source.bytes, inspected)
                do {
                    return try Self.carryOut(plan, decoder, context)
                } catch let error as RenderError
                    where error.code == .invalidImage && configuration.acceptsDamagedImages && !decoder.fillsUp
                {
                    // Strictly first: so exactly those results are marked that would be refused otherwise.
                    return try Self.carryOut(plan, decoder.fillingUp, context)
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    private static func carryOut(
        _ plan: RenderPlan, _ decoder: VipsDecoder, _ context: RenderContext
    ) throws -> [RenderedImage] {
        try plan.branches.flatMap { try BranchRenderer(branch: $0, decoder: decoder, context: context).render() }
    }

    /// The pixels of the overlays. They are held to the same limits as originals, and are never filled up.
    private static func decode(
        _ overlays: [ObjectKey: ByteBuffer], _ configuration: VipsEngineConfiguration
    ) throws -> [ObjectKey: VipsImage] {
        var images: [ObjectKey: VipsImage] = [:]
        for (key, bytes) in overlays {
            let inspected = try ImageInspector.inspect(
                bytes, limits: configuration.limits, allowed: configuration.allowedFormats)
            images[key] = try VipsDecoder(configuration, bytes, inspected).decodeOverlay()
        }
        return images
    }
}
