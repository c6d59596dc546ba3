/// A picture as a function of the place. Colours are sRGB and opacity, 0 to 1 each.
protocol Scene: Sendable {
    /// - Parameters:
    ///   - x: from the left edge, in heights of the picture.
    ///   - y: from the upper edge, 0 to 1.
    func color(_ x: Float, _ y: Float) -> SIMD4<Float>
}

/// Red, green and blue, 0 to 1 each.
typealias Tone = SIMD3<Float>

extension SIMD3<Float> {
    /// From this colour at 0 to another at 1.
    func mixed(_ other: Tone, _ share: Float) -> Tone { self + (other - self) * share }

    var opaque: SIMD4<Float> { SIMD4(self, 1) }
}

/// 0 up to `from`, 1 from `to` on, smooth between.
func step(_ from: Float, _ to: Float, _ value: Float) -> Float {
    let t = min(max((value - from) / (to - from), 0), 1)
    return t * t * (3 - 2 * t)
}
