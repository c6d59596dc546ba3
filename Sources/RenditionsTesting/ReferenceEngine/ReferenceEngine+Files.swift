public import NIOCore
public import Renditions

extension ReferenceEngine {
    /// A PNG of these pixels, not compressed: an original for a test.
    ///
    /// - Parameter orientation: written as EXIF where it is not up.
    public static func png(_ raster: Raster, orientation: Orientation = .up) -> ByteBuffer {
        ReferenceEncoder.png(raster, orientation: orientation)
    }
}
