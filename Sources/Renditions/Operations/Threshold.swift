/// Turns an image into black and white by its luminance.
public struct Threshold: ImageOperation, Parameterized {
    public static let name: OperationName = "threshold"

    /// The least luminance that becomes white, in 8-bit levels.
    public var level = 128

    public init() {}

    public static let parameters: [Parameter<Threshold>] = [
        Parameter("level", \.level, in: 0...255, unit: "8-bit levels", "The least luminance that becomes white.")
    ]

    public func outputSize(for size: PixelSize) -> PixelSize { size }
    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }
}

extension ImageOperation where Self == Threshold {
    /// Black below this luminance, white from it on, in 8-bit levels.
    public static func threshold(_ level: Int = 128) -> Threshold {
        var threshold = Threshold()
        threshold.level = level
        return threshold
    }
}
