#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// ThumbHash: a blurred preview in about 25 bytes that keeps the aspect ratio and transparency.
///
/// The format is public (evanw.github.io/thumbhash). Colours are split into lightness, yellow to blue and red to green
/// (and opacity, where there is any); of each the lowest frequencies of a cosine transform are kept in four bits. Texts
/// here are base 64, with padding.
public enum ThumbHash {
    /// The ThumbHash of an image, in base 64.
    ///
    /// - Parameter raster: at least one pixel. Nothing is gained above 100 pixels a side, where the format's own encoder
    ///   stops.
    public static func encode(_ raster: Raster) -> String {
        precondition(raster.size.area > 0, "an empty raster has no ThumbHash")
        return Data(bytes(of: raster)).base64EncodedString()
    }

    /// The blurred image that a ThumbHash describes.
    ///
    /// - Parameters:
    ///   - text: in base 64, with padding.
    ///   - longerSide: of the result, in pixels; the other side follows from the aspect ratio that the hash keeps.
    /// - Returns: nil for a text that is no ThumbHash: not base 64, too short for what its header announces, or without
    ///   an aspect ratio.
    public static func decode(_ text: String, longerSide: Int = 32) -> Raster? {
        precondition(longerSide > 0, "an image has at least one pixel")
        guard let data = Data(base64Encoded: text) else { return nil }
        return raster(from: [UInt8](data), longerSide: longerSide)
    }

    /// Width over height as a ThumbHash keeps it: one side of 1 to 7 against 7 (5 with transparency). Nil for a text
    /// that is no ThumbHash.
    public static func approximateAspectRatio(_ text: String) -> Double? {
        guard let data = Data(base64Encoded: text) else { return nil }
        return Header([UInt8](data))?.aspectRatio
    }
}
