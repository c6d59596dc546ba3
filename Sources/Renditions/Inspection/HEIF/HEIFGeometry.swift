/// What the properties of a picture do to its size: clean aperture, rotation and mirroring, in their order.
struct HEIFGeometry {
    let storedSize: PixelSize
    let shownSize: PixelSize

    /// Nil where the picture has no size.
    init?(_ properties: [HEIFProperty]) {
        var stored: PixelSize?
        for case .size(let size) in properties where stored == nil { stored = size }
        guard let stored else { return nil }
        var shown = stored
        for property in properties {
            switch property {
            case .rotation(let quarters) where quarters % 2 == 1: shown = shown.transposed
            case .aperture(let size) where size.width > 0 && size.height > 0:
                shown = PixelSize(width: min(size.width, shown.width), height: min(size.height, shown.height))
            default: break
            }
        }
        storedSize = stored
        shownSize = shown
    }
}
