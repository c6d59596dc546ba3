/// A rectangle of whole pixels; the origin is the upper left corner, `y` grows downwards.
public struct PixelRect: Hashable, Sendable, Codable, CustomStringConvertible {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    public var size: PixelSize { PixelSize(width: width, height: height) }

    /// Whether this rectangle is not empty and lies within an image of this size.
    public func fits(in size: PixelSize) -> Bool {
        x >= 0 && y >= 0 && width > 0 && height > 0
            && width <= size.width && height <= size.height && x <= size.width - width && y <= size.height - height
    }

    public var description: String { "\(width)x\(height)+\(x)+\(y)" }
}
