/// Scales an image to a box.
///
/// With one side given the other follows from the aspect ratio. With both, ``fit`` says what happens to the aspect
/// ratio. Sides are rounded to the nearest pixel, at least 1.
public struct Resize: GeometricOperation, Parameterized {
    public static let name: OperationName = "resize"

    /// How an image is made to fit a box of another aspect ratio.
    public enum Fit: String, Codable, Hashable, Sendable, CaseIterable {
        /// Fills the box; what does not fit is cut off at ``Resize/position``.
        case cover
        /// As ``cover``; where the image is smaller than the box and may not be made larger, the largest part of it that
        /// has the aspect ratio of the box.
        case aspect
        /// Lies within the box, which is filled up with ``Resize/background``.
        case contain
        /// Fills the box; the aspect ratio changes.
        case fill
        /// Lies within the box; the result may be smaller than the box on one side.
        case inside
        /// Covers the box; the result may be larger than the box on one side.
        case outside
    }

    /// CSS pixels; nil to follow from the height.
    public var width: Int?
    /// CSS pixels; nil to follow from the width.
    public var height: Int?
    public var fit = Fit.cover
    /// What is kept under ``Fit/cover`` and ``Fit/aspect``, and where the image lies under ``Fit/contain``.
    public var position = CropPosition.center
    /// Whether an image that is smaller than the box is made larger. Otherwise it keeps its size; under ``Fit/cover``
    /// it is still cut to the box, under ``Fit/aspect`` to the shape of the box.
    public var enlarge = false
    /// Whether an image that is larger than the box is made smaller.
    public var reduce = true
    public var kernel = Kernel.lanczos3
    /// Device pixels to a CSS pixel: the box is multiplied by this.
    public var devicePixelRatio = 1.0
    /// What fills the box under ``Fit/contain``.
    public var background = Color.transparent

    public init() {}

    public static let parameters: [Parameter<Resize>] = [
        Parameter("width", \.width, in: 1...65_535, unit: "pixels", "The width of the box."),
        Parameter("height", \.height, in: 1...65_535, unit: "pixels", "The height of the box.")
            .checked { $0.width != nil || $0.height != nil ? nil : "height must be given when width is not" },
        Parameter("fit", \.fit, "How the image is made to fit the box when both sides are given."),
        Parameter(
            "position", \.position,
            accepted: "a gravity, attention, entropy, or a focal point with x and y from 0 to 1",
            "What is kept under cover and aspect, and where the image lies under contain.", isAccepted: \.isValid),
        Parameter("enlarge", \.enlarge, "Whether a smaller image is made larger."),
        Parameter("reduce", \.reduce, "Whether a larger image is made smaller."),
        Parameter("kernel", \.kernel, "How new pixels are made from old ones."),
        Parameter("devicePixelRatio", \.devicePixelRatio, in: 0.1...8, "What the box is multiplied by."),
        Parameter("background", \.background, "What fills the box under contain."),
    ]

    public func outputSize(for size: PixelSize) -> PixelSize {
        let (scaled, box) = geometry(for: size)
        switch (width, height, fit) {
        case (_?, _?, .cover), (_?, _?, .aspect):
            return PixelSize(width: min(scaled.width, box.width), height: min(scaled.height, box.height))
        // An image that may not be made smaller keeps what is beyond the box.
        case (_?, _?, .contain):
            return PixelSize(width: max(scaled.width, box.width), height: max(scaled.height, box.height))
        default: return scaled
        }
    }

    public func sufficientInput(for size: PixelSize) -> PixelSize? {
        let scaled = geometry(for: size).scaled
        return scaled.width <= size.width && scaled.height <= size.height ? scaled : nil
    }

    public func resolved(for size: PixelSize) throws -> [any ImageOperation] {
        try validate(for: size)
        let scaled = geometry(for: size).scaled
        var operations: [any ImageOperation] = []
        if scaled != size { operations.append(Scale(to: scaled, kernel: kernel)) }
        let output = outputSize(for: size)
        guard output != scaled else { return operations }
        if fit == .cover || fit == .aspect {
            if let rect = position.rect(of: output, in: scaled) {
                operations.append(Crop(rect))
            } else {
                operations.append(SmartCrop(to: output, by: position == .attention ? .attention : .entropy))
            }
        } else {
            // Positions that look at pixels have no meaning where nothing is cut off.
            let gravity: Gravity = if case .gravity(let gravity) = position { gravity } else { .center }
            let origin = gravity.origin(of: scaled, in: output)
            operations.append(Extend(to: output, x: origin.x, y: origin.y, fill: .color, color: background))
        }
        return operations
    }

    /// The size to which the image is scaled, and the box, in device pixels.
    private func geometry(for size: PixelSize) -> (scaled: PixelSize, box: PixelSize) {
        func device(_ side: Int) -> Int { .side(Double(side) * devicePixelRatio) }
        var boxWidth = width.map(device)
        var boxHeight = height.map(device)
        if fit == .aspect, !enlarge, let width = boxWidth, let height = boxHeight {
            let factor = min(1, Double(size.width) / Double(width), Double(size.height) / Double(height))
            boxWidth = .side(Double(width) * factor)
            boxHeight = .side(Double(height) * factor)
        }
        let xFactor = boxWidth.map { Double($0) / Double(size.width) }
        let yFactor = boxHeight.map { Double($0) / Double(size.height) }

        var x: Double
        var y: Double
        switch (xFactor, yFactor) {
        case (let horizontal?, let vertical?):
            switch fit {
            case .fill: (x, y) = (horizontal, vertical)
            case .cover, .aspect, .outside: (x, y) = (max(horizontal, vertical), max(horizontal, vertical))
            case .contain, .inside: (x, y) = (min(horizontal, vertical), min(horizontal, vertical))
            }
        case (let factor?, nil), (nil, let factor?): (x, y) = (factor, factor)
        case (nil, nil): (x, y) = (1, 1)
        }
        if !enlarge { (x, y) = (min(x, 1), min(y, 1)) }
        if !reduce { (x, y) = (max(x, 1), max(y, 1)) }

        let scaled = PixelSize(width: .side(Double(size.width) * x), height: .side(Double(size.height) * y))
        let box = PixelSize(width: boxWidth ?? scaled.width, height: boxHeight ?? scaled.height)
        return (scaled, box)
    }
}

extension ImageOperation where Self == Resize {
    /// Scales to a box; see ``Resize``. Sides in CSS pixels.
    public static func resize(
        width: Int? = nil, height: Int? = nil, fit: Resize.Fit = .cover, position: CropPosition = .center,
        enlarge: Bool = false, reduce: Bool = true, kernel: Kernel = .lanczos3, devicePixelRatio: Double = 1,
        background: Color = .transparent
    ) -> Resize {
        var resize = Resize()
        resize.width = width
        resize.height = height
        resize.fit = fit
        resize.position = position
        resize.enlarge = enlarge
        resize.reduce = reduce
        resize.kernel = kernel
        resize.devicePixelRatio = devicePixelRatio
        resize.background = background
        return resize
    }
}
