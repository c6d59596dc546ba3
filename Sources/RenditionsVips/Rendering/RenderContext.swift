internal import CVips
public import Renditions
internal import Synchronization

/// What the operations of one job share: the overlays, the time that is left, and whether anybody still waits.
///
/// Used by one thread at a time; only `cancel()` and `stop()` may come from another.
//
// Unchecked: `isCancelled` is atomic and `stoppable` has a lock; everything else is touched only by the thread that
// carries the job out.
public final class RenderContext: @unchecked Sendable {
    private let isCancelled = Atomic<Bool>(false)
    let deadline: ContinuousClock.Instant
    let limits: ImageLimits
    private var overlays: [ObjectKey: VipsImage] = [:]
    /// Images that stop everything that is being made from them when they are told to. Weak, so that none is held in
    /// memory for longer than it is needed.
    private let stoppable = Mutex<[Stoppable]>([])

    private struct Stoppable {
        weak var image: VipsImage?
    }
    /// What was decided by looking at the pixels of the first frame, by step.
    private var decisions: [Int: PixelRect] = [:]
    /// The step that is being carried out.
    var currentStep = 0

    init(limits: ImageLimits) {
        self.limits = limits
        // Longer than anybody waits; a clock has no room for what a number may say.
        deadline = .now + .seconds(limits.seconds.isNaN ? 0 : min(max(0, limits.seconds), 1e9))
    }

    /// Asks the job to stop. It does at the next rows.
    func cancel() {
        isCancelled.store(true, ordering: .relaxed)
        stop()
    }

    /// Has whatever is being computed fail. A part of an image can take long: waiting for its end would hold up a
    /// thread for nobody.
    func stop() {
        let images = stoppable.withLock { $0.compactMap(\.image) }
        for image in images { vips_image_set_kill(image.pointer, 1) }
    }

    /// Makes an image one that ``stop()`` reaches. Everything that is computed from it stops with it, up to the next
    /// image that is whole in memory.
    func makeStoppable(_ image: VipsImage) {
        stoppable.withLock { stoppable in
            stoppable.removeAll { $0.image == nil }
            stoppable.append(Stoppable(image: image))
        }
        if mustStop { vips_image_set_kill(image.pointer, 1) }
    }

    /// - Throws: `CancellationError` when nobody waits any more, `RenderError` with code `timed-out` when the time is
    ///   used up. Operations that loop call this.
    public func check() throws {
        if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
        if ContinuousClock.now > deadline {
            throw RenderError(
                .timedOut,
                "The work took longer than \(limits.seconds) seconds. Ask for less, or raise the limit of seconds.")
        }
    }

    private var mustStop: Bool {
        isCancelled.load(ordering: .relaxed) || ContinuousClock.now > deadline
    }

    func add(_ overlay: VipsImage, as key: ObjectKey) { overlays[key] = overlay }

    /// The pixels of an overlay.
    ///
    /// - Throws: `RenderError` with code `missing-overlay`.
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

    /// Forgets what was decided: the steps of another branch are others.
    func beginBranch() {
        decisions = [:]
    }

    // MARK: - Computing

    /// Computes an image and keeps its pixels.
    ///
    /// - Parameter isDecoding: whether pixels of a file are read on the way, so that a failure is the file's.
    func materialize(_ image: VipsImage, isDecoding: Bool) throws -> VipsImage {
        if image.isInMemory { return image }
        return try evaluating(isDecoding: isDecoding) {
            guard let copy = vips_image_copy_memory(image.pointer) else {
                throw RenderError(.engineFailed, "libvips could not compute an image.", cause: VipsFailure.take())
            }
            let image = VipsImage(taking: copy, isInMemory: true)
            makeStoppable(image)
            return image
        }
    }

    /// Runs what computes pixels, and tells from a failure what has failed.
    func evaluating<Result>(isDecoding: Bool, _ body: () throws -> Result) throws -> Result {
        try check()
        do {
            let result = try body()
            // Some encoders can't be stopped: what comes of them too late counts as what it is.
            try check()
            return result
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
