/// Width and height in whole pixels.
public struct PixelSize: Hashable, Sendable, Codable, CustomStringConvertible {
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Width times height; `Int.max` where that would not fit.
    public var area: Int { width.saturatingProduct(height) }

    /// Width and height exchanged.
    public var transposed: PixelSize { PixelSize(width: height, height: width) }

    public var longerSide: Int { max(width, height) }
    public var shorterSide: Int { min(width, height) }

    public var description: String { "\(width)x\(height)" }
}
