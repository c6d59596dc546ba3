#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// An emblem of eight petals on nothing: flat colours and transparency.
struct FlowerEmblem: Scene {
    private static let petals = 8
    private static let tones = [
        Tone(0.95, 0.36, 0.30), Tone(0.97, 0.58, 0.22), Tone(0.98, 0.78, 0.24), Tone(0.48, 0.75, 0.36),
        Tone(0.18, 0.66, 0.62), Tone(0.20, 0.50, 0.82), Tone(0.42, 0.36, 0.78), Tone(0.80, 0.32, 0.62),
    ]

    func color(_ x: Float, _ y: Float) -> SIMD4<Float> {
        var (tone, alpha) = (Tone.zero, Float(0))
        for petal in 0..<Self.petals {
            let angle = Float(petal) / Float(Self.petals) * 2 * .pi
            let (dx, dy) = (x - 0.5, y - 0.5)
            let along = dx * cosf(angle) + dy * sinf(angle) - 0.245
            let across = dy * cosf(angle) - dx * sinf(angle)
            let inside = 1 - ((along / 0.215) * (along / 0.215) + (across / 0.118) * (across / 0.118)).squareRoot()
            let cover = step(0, 0.012, inside) * 0.88
            let shade = Self.tones[petal] * (1.04 - 0.32 * step(0.1, -0.25, along))
            // Petal over petal, as in the Porter-Duff operator "over".
            let total = cover + alpha * (1 - cover)
            if total > 0 { tone = (shade * cover + tone * alpha * (1 - cover)) / total }
            alpha = total
        }
        let center = ((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5)).squareRoot()
        let disc = step(0.092, 0.088, center)
        return SIMD4(tone.mixed(Tone(0.99, 0.97, 0.92), disc), max(alpha, disc))
    }
}
