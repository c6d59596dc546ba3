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
    private let slots: Admission
    private let memory: Admission

    /// Starts libvips, once in a process. That reaches further than this engine: libvips' warnings and GLib's are not
    /// written to standard error any more, libvips keeps no operations and takes one thread for an image, glibc's
    /// allocator is told to use two arenas, and what libvips calls untrusted is blocked. While it starts, VIPSHOME is set
    /// in the environment, and no other thread may read or write that.
    ///
    /// - Throws: `RenderError` with code `engine-unavailable` when libvips can't be started or is older than 8.14, or when the
    ///   system gives fewer threads than were configured.
    public init(_ configuration: VipsEngineConfiguration = VipsEngineConfiguration()) throws {
        try VipsLibrary.start()
        for format in configuration.allowedFormats { VipsDecoder.enable(format) }
        self.configuration = configuration
        do {
            pool = try BlockingPool(threads: configuration.threads) { VipsLibrary.endThread() }
        } catch {
            throw RenderError(
                .engineUnavailable,
                "The system gives fewer threads than the \(error.wanted) that the engine wants. Give it fewer.",
                cause: error)
        }
        // No more work is let in than there are threads, so that nothing waits where it can't be withdrawn.
        slots = Admission(capacity: pool.threadCount, maximumWaiting: configuration.maximumWaiting ?? .max)
        memory = Admission(capacity: configuration.limits.memoryBytes)
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
        let inspected = try inspect(source.bytes, allowsTruncation: configuration.acceptsDamagedImages)
        // The library says how large it would draw what has no pixels of its own, and what canvas it takes for a GIF:
        // it distrusts some that headers give, and plans must count with what it decodes.
        guard inspected.info.size.area == 0 || inspected.info.format == .gif else { return inspected.info }
        let configuration = configuration
        return try await run { _ in try VipsDecoder(configuration, source.bytes, inspected).measuredInfo() }
    }

    public func render(_ plan: RenderPlan, from source: ImageSource) async throws -> [RenderedImage] {
        let inspected = try inspect(source.bytes, allowsTruncation: configuration.acceptsDamagedImages)
        let overlays = try source.overlays.map { key, bytes in try overlay(key, bytes) }
        let bytes = overlays.reduce(plan.predictedBytes) { $0.saturatingSum($1.predictedBytes) }
        let configuration = configuration
        return try await run(bytes: bytes) { context in
            for overlay in overlays {
                let decoder = VipsDecoder(configuration, overlay.bytes, overlay.inspected)
                do {
                    context.add(try decoder.decodeOverlay(in: context), as: overlay.key)
                } catch {
                    throw RenderError.ofOverlay(overlay.key, error)
                }
            }
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
    }

    private static func carryOut(
        _ plan: RenderPlan, _ decoder: VipsDecoder, _ context: RenderContext
    ) throws -> [RenderedImage] {
        try plan.branches.flatMap { try BranchRenderer(branch: $0, decoder: decoder, context: context).render() }
    }

    /// Runs work that blocks on one of the engine's threads, once there is one and the memory for it.
    ///
    /// - Parameter bytes: what the work is expected to hold at once.
    /// - Throws: `RenderError` with codes `too-much-memory`, `memory-exhausted`, `timed-out`; `CancellationError`; what
    ///   `body` throws.
    func run<Result: Sendable>(
        bytes: Int = 0, _ body: @escaping @Sendable (RenderContext) throws -> Result
    ) async throws -> Result {
        do {
            // In this order, so that memory is held by nothing that waits.
            return try await slots.run {
                try await memory.run(weight: bytes) { try await runAdmitted(body) }
            }
        } catch Admission.Refusal.tooHeavy {
            throw RenderError(
                .tooMuchMemory,
                "The work needs about \(bytes >> 20) MiB at once and the budget is \(limits.memoryBytes >> 20) MiB. Raise "
                    + "the budget, or lower the limit of pixels.")
        } catch Admission.Refusal.crowded {
            throw RenderError(.memoryExhausted, "As many images wait already as may. Try again later.")
        }
    }

    private func runAdmitted<Result: Sendable>(
        _ body: @escaping @Sendable (RenderContext) throws -> Result
    ) async throws -> Result {
        let limits = limits
        let cancellation = RenderCancellation()
        return try await withTaskCancellationHandler {
            // Ended with this scope.
            async let _ = cancellation.expire()
            return try await pool.run {
                let context = RenderContext(limits: limits)
                cancellation.bind(context)
                try context.check()
                return try body(context)
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    private func inspect(_ bytes: ByteBuffer, allowsTruncation: Bool) throws -> InspectedImage {
        try ImageInspector.inspect(
            bytes, limits: limits, allowed: configuration.allowedFormats, allowsTruncation: allowsTruncation)
    }

    // MARK: - Overlays

    /// An image to lay over others, inspected. Overlays are held to the same limits as originals, and must be whole.
    private struct Overlay {
        var key: ObjectKey
        var bytes: ByteBuffer
        var inspected: InspectedImage

        /// Its pixels with alpha, beside those that its decoder gives.
        var predictedBytes: Int { inspected.info.size.area.saturatingProduct(8) }
    }

    private func overlay(_ key: ObjectKey, _ bytes: ByteBuffer) throws -> Overlay {
        do {
            return Overlay(key: key, bytes: bytes, inspected: try inspect(bytes, allowsTruncation: false))
        } catch {
            throw RenderError.ofOverlay(key, error)
        }
    }
}
