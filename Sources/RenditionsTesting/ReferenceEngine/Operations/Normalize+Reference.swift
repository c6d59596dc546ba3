public import Renditions

extension Normalize: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        raster.mappingLightness { lightness in
            let sorted = lightness.sorted()
            let low = lower == 0 ? sorted[0] : Self.percentile(lower, of: sorted)
            let high = upper == 100 ? sorted[sorted.count - 1] : Self.percentile(upper, of: sorted)
            guard high - low > 1 else { return lightness }
            return lightness.map { ($0 - low) / (high - low) * 100 }
        }
    }

    /// The least whole L* such that at least so many percent of the pixels, their own L* cut to a whole one, have it or
    /// less.
    private static func percentile(_ percent: Double, of sorted: [Double]) -> Double {
        let count = Int((Double(sorted.count) * percent / 100).rounded(.up))
        return sorted[min(max(count, 1), sorted.count) - 1].rounded(.down)
    }
}
