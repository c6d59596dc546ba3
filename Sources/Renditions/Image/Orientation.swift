/// How stored rows and columns must be turned to be shown: the values of EXIF's Orientation tag (0x0112, TIFF 6.0
/// page 36).
public enum Orientation: Int, Codable, Hashable, Sendable, CaseIterable {
    case up = 1
    /// Mirrored left to right.
    case upMirrored = 2
    /// Turned by half.
    case down = 3
    /// Mirrored top to bottom.
    case downMirrored = 4
    /// Mirrored along the diagonal from the upper left: rows and columns exchanged.
    case leftMirrored = 5
    /// To be turned clockwise by a quarter.
    case right = 6
    /// Mirrored along the other diagonal.
    case rightMirrored = 7
    /// To be turned counter-clockwise by a quarter.
    case left = 8

    /// Whether turning exchanges width and height.
    public var transposes: Bool { rawValue >= 5 }

    /// The size as shown of an image stored in `size`.
    public func oriented(_ size: PixelSize) -> PixelSize { transposes ? size.transposed : size }
}
