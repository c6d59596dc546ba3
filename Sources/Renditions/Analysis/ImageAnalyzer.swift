/// Looks at an image's pixels.
///
/// Made for rasters of 100 to 512 pixels a side: a larger one costs time and changes little, except sharpness, which
/// depends on the size and is comparable only between rasters of one size.
public enum ImageAnalyzer {
    /// What was asked for, and nothing else; nothing at all for a raster without pixels.
    ///
    /// A fully transparent raster has an empty palette and no dominant colour.
    public static func analyze(_ raster: Raster, features: Set<AnalysisFeature>) -> ImageAnalysis {
        var analysis = ImageAnalysis(features: features)
        guard raster.size.area > 0 else { return analysis }

        if features.contains(.blurHash) { analysis.blurHash = BlurHash.encode(raster) }
        if features.contains(.thumbHash) { analysis.thumbHash = ThumbHash.encode(raster) }
        if features.contains(.isOpaque) { analysis.isOpaque = raster.isOpaque }
        if !features.isDisjoint(with: [.dominantColor, .palette]) {
            let palette = Palette(raster)
            if features.contains(.dominantColor) { analysis.dominantColor = palette.dominant }
            if features.contains(.palette) { analysis.palette = palette.colors }
        }
        if !features.isDisjoint(with: [.perceptualHash, .entropy, .sharpness]) {
            let luma = LumaPlane(raster)
            if features.contains(.perceptualHash) { analysis.perceptualHash = PerceptualHash(luma) }
            if features.contains(.entropy) { analysis.entropy = luma.entropy }
            if features.contains(.sharpness) { analysis.sharpness = luma.sharpness }
        }
        return analysis
    }
}
