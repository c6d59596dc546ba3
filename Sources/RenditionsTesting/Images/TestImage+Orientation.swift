public import Renditions

extension TestImage {
    /// Quadrants of red, green (above), blue and yellow (below), and a white block on the red one, in the third eighth
    /// of the width and the second eighth of the height: each of the eight orientations looks different, even where
    /// only the middles of quadrants are looked at.
    public static func orientationTarget(_ size: PixelSize) -> Raster {
        let colors = [
            Color(red: 230, green: 30, blue: 30), Color(red: 30, green: 180, blue: 60),
            Color(red: 30, green: 60, blue: 220), Color(red: 240, green: 220, blue: 40),
        ]
        return raster(size) { x, y in
            if x * 8 / size.width == 2, y * 8 / size.height == 1 { return .white }
            return colors[(x * 2 / size.width) + 2 * (y * 2 / size.height)]
        }
    }

    /// The pixels that a file has to hold to look like ``orientationTarget(_:)`` when it carries this orientation.
    ///
    /// - Parameter size: as shown; the raster has width and height exchanged where the orientation does that.
    public static func orientationTarget(_ size: PixelSize, stored orientation: Orientation) -> Raster {
        stored(orientationTarget(size), as: orientation)
    }

    /// The pixels that look like a picture once this orientation is applied to them: the way back from what is shown.
    public static func stored(_ shown: Raster, as orientation: Orientation) -> Raster {
        let size = orientation.oriented(shown.size)
        return raster(size) { x, y in
            let place = place(x, y, of: size, shownAs: orientation)
            return shown[place.x, place.y]
        }
    }

    /// Where a stored pixel is shown. EXIF 3.0 section 4.6.5.1 (Orientation) says for each value which side of the
    /// picture the stored first row and first column are.
    private static func place(
        _ x: Int, _ y: Int, of size: PixelSize, shownAs orientation: Orientation
    ) -> (x: Int, y: Int) {
        let (fromRight, fromBottom) = (size.width - 1 - x, size.height - 1 - y)
        return switch orientation {
        case .up: (x, y)
        case .upMirrored: (fromRight, y)
        case .down: (fromRight, fromBottom)
        case .downMirrored: (x, fromBottom)
        case .leftMirrored: (y, x)
        case .right: (fromBottom, x)
        case .rightMirrored: (fromBottom, fromRight)
        case .left: (y, fromRight)
        }
    }
}
