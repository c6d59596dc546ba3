/// A street at night, out of focus.
struct LightsScene: Scene {
    private struct Light {
        var x: Float
        var y: Float
        var radius: Float
        var tone: Tone
    }

    private let noise = Noise(seed: 300)
    /// The lights that reach each cell of a grid.
    private let cells: [[Light]]
    private static let columns = 24
    private static let rows = 16
    private static let aspect: Float = 1.5

    init() {
        let noise = Noise(seed: 12)
        let tones = [
            Tone(1.0, 0.72, 0.32), Tone(1.0, 0.55, 0.22), Tone(1.0, 0.86, 0.60), Tone(0.95, 0.22, 0.18),
            Tone(0.30, 0.72, 0.95), Tone(0.98, 0.40, 0.55), Tone(0.45, 0.95, 0.70),
        ]
        var cells = [[Light]](repeating: [], count: Self.columns * Self.rows)
        for index in 0..<150 {
            func chance(_ salt: Int) -> Float { noise.white(index, salt) }
            // Lamps stand along the street, which narrows towards the middle.
            let distance = chance(1) * chance(1)
            let side: Float = chance(2) < 0.5 ? -1 : 1
            let x = 0.75 + side * (0.04 + distance * 0.8) * (0.4 + 0.8 * chance(3))
            let y = 0.52 - (0.05 + distance * 0.55) * (chance(4) * 1.5 - 0.5)
            let radius = 0.016 + 0.075 * distance + 0.022 * chance(5)
            let tone = tones[Int(chance(6) * chance(7) * 6.99)] * (0.20 + 0.5 * chance(8)) * (1.15 - distance * 0.6)
            let light = Light(x: x, y: y, radius: radius, tone: tone)
            for row in 0..<Self.rows {
                for column in 0..<Self.columns where Self.touches(light, column, row) {
                    cells[row * Self.columns + column].append(light)
                }
            }
        }
        self.cells = cells
    }

    private static func touches(_ light: Light, _ column: Int, _ row: Int) -> Bool {
        let width = aspect / Float(columns)
        let height = 1 / Float(rows)
        let dx = max(abs(light.x - (Float(column) + 0.5) * width) - width / 2, 0)
        let dy = max(abs(light.y - (Float(row) + 0.5) * height) - height / 2, 0)
        return dx * dx + dy * dy <= light.radius * light.radius * 1.1
    }

    func color(_ x: Float, _ y: Float) -> SIMD4<Float> {
        let haze = noise.fractal(x * 2, y * 2, octaves: 4)
        var tone = Tone(0.02, 0.03, 0.08).mixed(Tone(0.13, 0.07, 0.10), step(0.15, 0.7, y)) * (0.6 + 0.8 * haze)
        let center = max(0, 1 - ((x - 0.75) * (x - 0.75) * 3 + (y - 0.5) * (y - 0.5) * 8).squareRoot())
        tone += Tone(0.26, 0.15, 0.08) * center * center
        // The wet street mirrors what is above it, drawn out.
        if y > 0.62 {
            let mirror = add(lightsAt: x + (noise.smooth(x * 12, y * 90) - 0.5) * 0.03, 0.62 - (y - 0.62) * 0.85)
            tone += mirror * 0.30 * (0.5 + noise.fractal(x * 6, y * 60, octaves: 3))
        }
        tone += add(lightsAt: x, y)
        // A sensor's shoulder: bright places fade to white instead of being cut off.
        return (tone / (tone * 0.55 + 0.62)).opaque
    }

    private func add(lightsAt x: Float, _ y: Float) -> Tone {
        let column = min(max(Int(x / Self.aspect * Float(Self.columns)), 0), Self.columns - 1)
        let row = min(max(Int(y * Float(Self.rows)), 0), Self.rows - 1)
        var sum = Tone.zero
        for light in cells[row * Self.columns + column] {
            let (dx, dy) = (x - light.x, y - light.y)
            let distance = (dx * dx + dy * dy).squareRoot() / light.radius
            guard distance < 1.04 else { continue }
            let rim = step(0.72, 0.97, distance) * 0.35
            let texture = 0.92 + 0.16 * noise.smooth(dx * 260, dy * 260)
            sum += light.tone * (0.62 + rim) * step(1.04, 0.97, distance) * texture
        }
        return sum
    }
}
