/// Northern lights above a forest in snow; upright.
struct AuroraScene: Scene {
    private let noise = Noise(seed: 90)
    private let forest: Skyline
    private let distant: Skyline
    private let ground: Float = 0.86

    init() {
        forest = .conifers(length: 1.2, spacing: 0.028, tallest: 0.26, seed: 5)
        distant = .conifers(length: 1.2, spacing: 0.012, tallest: 0.10, seed: 6)
    }

    func color(_ x: Float, _ y: Float) -> SIMD4<Float> {
        let hill = ground - 0.03 * noise.fractal(x * 3, 1, octaves: 3)
        if y > hill { return snow(x, y, hill).opaque }
        if y > hill - forest[x] * step(0.05, 0.2, abs(x - 0.34)) {
            let frost = step(0.62, 0.8, noise.fractal(x * 190, y * 70, octaves: 3))
            return Tone(0.012, 0.022, 0.03).mixed(Tone(0.11, 0.20, 0.19), frost * 0.5).opaque
        }
        if y > hill - 0.01 - distant[x] { return Tone(0.03, 0.07, 0.085).opaque }
        return (sky(x, y) + aurora(x, y)).opaque
    }

    private func sky(_ x: Float, _ y: Float) -> Tone {
        var tone = Tone(0.012, 0.025, 0.075).mixed(Tone(0.04, 0.12, 0.16), step(0.2, 0.9, y))
        for (cells, brightness) in [(Float(150), Float(0.9)), (320, 0.5)] {
            let (column, row) = (Int(x * cells), Int(y * cells))
            let chance = noise.white(column, row + Int(cells))
            guard chance > 0.965 else { continue }
            let center = SIMD2(
                Float(column) + 0.2 + 0.6 * noise.white(row, column), Float(row) + 0.2 + 0.6 * noise.white(column, -row)
            )
            let offset = SIMD2(x, y) * cells - center
            let distance = (offset * offset).sum()
            let strength = (chance - 0.965) / 0.035
            tone += Tone(0.9, 0.95, 1.0) * brightness * strength * max(0, 1 - distance * 22 / (0.4 + strength))
        }
        return tone
    }

    private func aurora(_ x: Float, _ y: Float) -> Tone {
        var light = Tone.zero
        for curtain in 0..<3 {
            let offset = Float(curtain)
            let bend = noise.fractal(x * 1.7 + offset * 11, offset * 3 + y * 0.5, octaves: 3)
            let foot = 0.36 + offset * 0.15 + (bend - 0.5) * 0.55
            let above = foot - y
            let rays = noise.fractal(x * 34 + bend * 12 + offset * 5, y * 0.9, octaves: 3)
            let reach = 0.10 + 0.26 * rays
            let glow = above > 0 ? step(1.0, 0.0, above / reach) : step(-0.03, 0.0, above)
            let strength = glow * (0.25 + 1.1 * rays * rays) * (0.95 - offset * 0.2)
            let tone = Tone(0.16, 0.92, 0.52).mixed(Tone(0.50, 0.20, 0.78), step(0.10, 0.32, above))
            light += tone * strength
        }
        return light
    }

    private func snow(_ x: Float, _ y: Float, _ hill: Float) -> Tone {
        let drift = noise.fractal(x * 5, y * 22, octaves: 5)
        let sparkle = step(0.992, 1, noise.white(Int(x * 900), Int(y * 900)))
        let near = step(hill, 1, y)
        return Tone(0.09, 0.20, 0.22).mixed(Tone(0.36, 0.62, 0.58), drift * (0.9 - near * 0.35)) + sparkle * 0.25
    }
}
