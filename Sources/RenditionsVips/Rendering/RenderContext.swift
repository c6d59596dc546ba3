internal import CVips
public import Renditions
internal import Synchronization

/// What the operations of one job share: the overlays, the time that is left, and whether anybody still waits.
///
/// Used by one thread at a time; only ``cancel()`` may come from another.
//
// Unchecked: `isCancelled` is atomic, everything else is touched only by the thread that carries the job out.
public final class RenderContext: @unchecked Sendable {
    private let isCancelled = Atomic<Bool>(false)
    private let deadline: ContinuousClock.Instant
    private let seconds: Double
    /// Pixels that a side of a result may have.
    let outputSide: Int
    private let overlays: [ObjectKey: VipsImage]
    /// Images whose signals lead here. They are kept for as long as the job lasts, because images made from them report
    /// progress through them.
    private var watched: [VipsImage] = []
    /// What was decided by looking at the pixels of the first frame, by step.
    private var decisions: [Int: PixelRect] = [:]
    /// The step that is being carried out.
    var currentStep = 0

    init(limits: ImageLimits, overlays: [ObjectKey: VipsImage]) {
        seconds = limits.seconds
        outputSide = limits.outputSide
        deadline = .now + .seconds(limits.seconds)
        self.overlays = overlays
    }

    /// Asks the job to stop. It does at the next rows.
    func cancel() { isCancelled.store(true, ordering: .relaxed) }

    /// - Throws: `CancellationError` when nobody waits any more, ``RenderError`` with code `timed-out` when the time is
    ///   used up. Operations that loop call this.
    public func check() throws {
        if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
        if ContinuousClock.now > deadline {
            throw RenderError(
                .timedOut, "The work took longer than \(seconds) seconds. Ask for less, or raise the limit of seconds.")
        }
    }

    private var mustStop: Bool {
        isCancelled.load(ordering: .relaxed) || ContinuousClock.now > deadline
    }

    /// The pixels of an overlay.
    ///
    /// - Throws: ``RenderError`` with code `missing-overlay`.
    public func overlay(_ key: ObjectKey) throws -> VipsImage {
        guard let image = overlays[key] else {
            throw RenderError(.missingOverlay, "The overlay \(key) is not in the store of overlays.")
        }
        return image
    }

    /// A rectangle that the pixels decide. The first frame of an animation decides for all, so that the picture does
    /// not jump.
    public func decide(_ rect: () throws -> PixelRect) rethrows -> PixelRect {
        if let rect = decisions[currentStep] { return rect }
        let decided = try rect()
        decisions[currentStep] = decided
        return decided
    }

    // MARK: - Computing

    /// Has an image, and all that is made from it, stop computing when the time is used up or nobody waits.
    func watch(_ image: VipsImage) {
        vips_image_set_progress(image.pointer, 1)
        let callback:
            @convention(c) (
                UnsafeMutablePointer<CVips.VipsImage>?, UnsafeMutablePointer<VipsProgress>?, UnsafeMutableRawPointer?
            ) -> Void = { image, _, context in
                guard let context, let image else { return }
                if Unmanaged<RenderContext>.fromOpaque(context).takeUnretainedValue().mustStop {
                    vips_image_set_kill(image, 1)
                }
            }
        g_signal_connect_data(
            image.pointer, "eval", unsafeBitCast(callback, to: GCallback.self),
            Unmanaged.passUnretained(self).toOpaque(), nil, GConnectFlags(rawValue: 0))
        watched.append(image)
    }

    /// Computes an image and keeps its pixels.
    ///
    /// - Parameter isDecoding: whether pixels of a file are read on the way, so that a failure is the file's.
    func materialize(_ image: VipsImage, isDecoding: Bool) throws -> VipsImage {
        if image.isInMemory { return image }
        return try evaluating(isDecoding: isDecoding) {
            guard let copy = vips_image_copy_memory(image.pointer) else {
                throw RenderError(.engineFailed, "libvips could not compute an image.", cause: VipsFailure.take())
            }
            return VipsImage(taking: copy, isInMemory: true)
        }
    }

    /// Runs what computes pixels, and tells from a failure what has failed.
    func evaluating<Result>(isDecoding: Bool, _ body: () throws -> Result) throws -> Result {
        try check()
        do {
            return try body()
        } catch let error as RenderError where error.code == .engineFailed {
            // A job that was stopped fails as if its image were broken.
            try check()
            guard isDecoding else { throw error }
            throw RenderError(
                .invalidImage, "The image is damaged: it could not be decoded whole. Send the file again.",
                cause: error.cause)
        }
    }
}
